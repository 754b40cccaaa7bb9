#!/usr/bin/python
# Copyright: (c) 2026, community.dokploy contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: dokploy_application
short_description: Manage applications in Dokploy
version_added: 0.1.0
description:
  - Creates, changes and removes applications, which Dokploy runs from an image or builds from a repository or an upload.
  - Changes are written without disturbing what runs; they take effect with the next deployment, see M(community.dokploy.dokploy_deployment).
seealso:
  - module: community.dokploy.dokploy_deployment
  - module: community.dokploy.dokploy_domain
author:
  - community.dokploy contributors (@ansible-collections)
extends_documentation_fragment:
  - community.dokploy.connection
  - community.dokploy.attributes
  - community.dokploy.kind
  - community.dokploy.kind.in_environment
  - community.dokploy.service
  - community.dokploy.service.swarm
  - community.dokploy.service.args
  - community.dokploy.source
  - community.dokploy.source.built
options:
  icon:
    description:
      - Picture beside the name, as a data URL or as one of Dokploy's icon names. Needs Dokploy 0.29.0.
    type: str
  title:
    description:
      - A title that Dokploy keeps with the application.
    type: str
  subtitle:
    description:
      - A second line for O(title).
    type: str
  enabled:
    description:
      - A mark that Dokploy keeps with the application. It neither starts nor stops anything.
    type: bool
  source_type:
    description:
      - Where the application comes from. The options of the source have the same name, such as O(docker) for V(docker).
        A new application has V(github) if this is left out.
      - The options of other sources may stay set on the server; only those of the chosen one count.
    type: str
    choices: [docker, git, github, gitlab, bitbucket, gitea, drop]
  docker:
    description:
      - A ready image. Goes with O(source_type=docker).
    type: dict
    suboptions:
      image:
        description:
          - The image, such as V(ghcr.io/acme/shop:1.4.2).
        type: str
      username:
        description:
          - User for the registry of the image.
        type: str
      password:
        description:
          - Password or token for the registry of the image.
        type: str
      registry_url:
        description:
          - Registry to log in to with O(docker.username), such as V(ghcr.io).
        type: str
  drop:
    description:
      - An uploaded archive. Goes with O(source_type=drop).
    type: dict
    suboptions:
      build_path:
        description:
          - Folder of the archive in which the build happens.
        type: str
  build:
    description:
      - How an image is made of the sources. Not used with O(source_type=docker).
    type: dict
    suboptions:
      type:
        description:
          - What builds it. A new application has V(nixpacks).
        type: str
        choices: [dockerfile, nixpacks, railpack, heroku_buildpacks, paketo_buildpacks, static]
      dockerfile:
        description:
          - Path of the Dockerfile, seen from the build path; V(Dockerfile) in a new application. Goes with O(build.type=dockerfile).
        type: str
      context_path:
        description:
          - Folder that the Dockerfile sees. Goes with O(build.type=dockerfile).
        type: str
      stage:
        description:
          - Stage of the Dockerfile at which to stop. Goes with O(build.type=dockerfile).
        type: str
      publish_directory:
        description:
          - Folder with the finished files that a web server hands out. Goes with O(build.type=nixpacks) and O(build.type=static).
        type: str
      static_spa:
        description:
          - Whether unknown paths get the start page, as a single page application wants it. Goes with O(build.type=static).
        type: bool
      heroku_version:
        description:
          - Version of the Heroku builder; V(24) in a new application. Goes with O(build.type=heroku_buildpacks).
        type: str
      railpack_version:
        description:
          - Version of Railpack; V(0.15.4) in a new application of Dokploy 0.30. Goes with O(build.type=railpack). Needs Dokploy 0.24.8.
        type: str
      args:
        description:
          - Build arguments, as a dict or as dotenv text. Their values are treated as secrets, although they end up in the image.
        type: raw
      secrets:
        description:
          - Build secrets, as a dict or as dotenv text. They do not end up in the image. Needs Dokploy 0.25.6.
        type: raw
      clean_cache:
        description:
          - Whether each build starts from nothing. If left out at creation, it uses what earlier ones left.
        type: bool
      server:
        description:
          - Name or id of the build server that builds instead of the server that runs it. Needs Dokploy 0.26.0.
        type: str
      registry:
        description:
          - Name or id of the registry through which O(build.server) hands over the image. Needs Dokploy 0.26.0.
        type: str
  create_env_file:
    description:
      - Whether a build with a Dockerfile finds the variables of O(env) in a file C(.env) as well. A new application has it. Needs Dokploy 0.26.1.
    type: bool
  registry:
    description:
      - Name or id of the registry to which a built image is pushed, so that other nodes of the swarm can pull it.
    type: str
  preview:
    description:
      - Deployments of pull requests, each under a domain of its own. Only with O(source_type=github).
      - A new application has none, and V(3000), V(/), V(false), V(none) and V(3) for O(preview.port), O(preview.path), O(preview.https),
        O(preview.certificate) and O(preview.limit).
    type: dict
    suboptions:
      enabled:
        description:
          - Whether pull requests are deployed.
        type: bool
      env:
        description:
          - Environment variables of the previews, as a dict or as dotenv text.
        type: raw
      build_args:
        description:
          - Build arguments of the previews, as a dict or as dotenv text.
        type: raw
      build_secrets:
        description:
          - Build secrets of the previews, as a dict or as dotenv text. Needs Dokploy 0.25.6.
        type: raw
      labels:
        description:
          - Only pull requests with one of these labels are deployed. Needs Dokploy 0.25.0.
        type: list
        elements: str
      wildcard:
        description:
          - Pattern of the domains, such as V(*.preview.example.com).
        type: str
      port:
        description:
          - Port inside the container.
        type: int
      path:
        description:
          - Path below which requests are taken.
        type: str
      https:
        description:
          - Whether requests come in by HTTPS.
        type: bool
      certificate:
        description:
          - Where the certificate comes from.
        type: str
        choices: [none, letsencrypt, custom]
      certificate_resolver:
        description:
          - Name of Traefik's certificate resolver. Goes with O(preview.certificate=custom).
        type: str
      limit:
        description:
          - How many previews there may be at a time.
        type: int
      require_collaborator:
        description:
          - Whether only pull requests of collaborators are deployed, as in a new application. Needs Dokploy 0.24.3.
        type: bool
  rollback:
    description:
      - Going back to an earlier deployment.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the image of each deployment is kept for that.
        type: bool
      registry:
        description:
          - Name or id of the registry that keeps the images. Needs Dokploy 0.26.0.
        type: str
"""

EXAMPLES = r"""
---
- name: Run an image
  community.dokploy.dokploy_application:
    project: shop
    environment: staging
    name: web
    app_name: shop-web
    source_type: docker
    docker:
      image: ghcr.io/acme/shop:1.4.2
      username: acme-robot
      password: "{{ vault_ghcr_token }}"
      registry_url: ghcr.io
    env:
      DATABASE_URL: postgres://shop:{{ vault_shop_db_password }}@{{ db.postgres.app_name }}:5432/shop
      LOG_LEVEL: info
    memory_limit: 512Mi
    cpu_limit: "0.5"
    replicas: 2
    swarm:
      health_check:
        test: [CMD-SHELL, wget -q -O /dev/null http://localhost:8080/health]
        interval: 30s
        timeout: 5s
        retries: 3
      update_config:
        parallelism: 1
        order: start-first
        failure_action: rollback
  register: web

- name: Deploy it when that changed something
  community.dokploy.dokploy_deployment:
    application: "{{ web.application.id }}"
    state: deployed
  when: web is changed

- name: Build from a private Git repository with a Dockerfile
  community.dokploy.dokploy_application:
    project: shop
    environment: staging
    name: api
    source_type: git
    git:
      url: git@git.example.com:shop/api.git
      branch: main
      ssh_key: deploy-key
    build:
      type: dockerfile
      dockerfile: docker/Dockerfile
      stage: release
      args:
        VERSION: "1.4"
      secrets:
        NPM_TOKEN: "{{ vault_npm_token }}"
    watch_paths:
      - src/**
    trigger_type: push

- name: Build from GitHub with Railpack, previews of pull requests included
  community.dokploy.dokploy_application:
    project: shop
    name: site
    source_type: github
    github:
      provider: acme
      owner: acme
      repository: site
      branch: main
    build:
      type: railpack
    preview:
      enabled: true
      wildcard: "*.preview.example.com"
      limit: 3
      env:
        LOG_LEVEL: debug

- name: Lift the limits and drop all variables
  community.dokploy.dokploy_application:
    project: shop
    environment: staging
    name: web
    memory_limit: ""
    cpu_limit: ""
    env: {}
    swarm:
      health_check: {}

- name: Remove the application
  community.dokploy.dokploy_application:
    project: shop
    environment: staging
    name: web
    state: absent
"""

RETURN = r"""
---
application:
  description:
    - The application. With O(state=absent) it is what was removed, or null if there was none. This sample leaves
      out most of what is not set.
  returned: success
  type: dict
  sample:
    id: VmhoiEFIuHuO2z2W3bMwJ
    name: web
    app_name: shop-web-a81kq2
    description: null
    server: null
    source_type: docker
    docker:
      image: ghcr.io/acme/shop:1.4.2
      username: acme-robot
      password: "********"
      registry_url: ghcr.io
    build:
      type: nixpacks
      dockerfile: Dockerfile
      args: {}
      secrets: {}
    env:
      DATABASE_URL: "********"
      LOG_LEVEL: "********"
    auto_deploy: true
    memory_limit: 512Mi
    cpu_limit: "0.5"
    replicas: 2
    swarm:
      health_check:
        test:
          - CMD-SHELL
          - wget -q -O /dev/null http://localhost:8080/health
        interval: 30s
        timeout: 5s
        retries: 3
    environment_id: 62zzNdKKSfH19ztkOeZ9U
    created_at: "2026-11-22T13:46:40.004Z"
    status: done
"""

from ansible_collections.community.dokploy.plugins.module_utils._entry import run_kind_module


def main():
    run_kind_module("application")


if __name__ == "__main__":
    main()
