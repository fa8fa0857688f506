"""Tests of the rules: each is broken once, in a workflow that is otherwise fine."""

import unittest

import rules

SHA = "0123456789abcdef0123456789abcdef01234567"

UNTRUSTED = f"""
on: {{ pull_request: }}
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@{SHA} # v5.0.0
        with:
          ref: ${{{{ github.event.pull_request.head.sha }}}}
          persist-credentials: false
      - env:
          BASE: ${{{{ github.base_ref }}}}
        run: ci/gate.sh "$BASE" ${{{{ matrix.options }}}}
"""

TRUSTED = f"""
on:
  workflow_run:
    workflows: [gate]
permissions: {{}}
jobs:
  publish:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      pull-requests: write
    steps:
      - uses: actions/checkout@{SHA} # v5.0.0
        with:
          ref: ${{{{ github.event.repository.default_branch }}}}
          persist-credentials: false
      - run: ci/tool.sh
      - uses: actions/download-artifact@{SHA} # v7.0.0
        with:
          path: ${{{{ runner.temp }}}}/artifact
      - env:
          GITHUB_TOKEN: ${{{{ github.token }}}}
        run: ci/publish.sh "$RUNNER_TEMP/artifact"
"""

RELEASE = f"""
on:
  push:
    tags: ['v[0-9]+.[0-9]+.[0-9]+']
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: write
      id-token: write
    steps:
      - uses: actions/download-artifact@{SHA} # v7.0.0
        with:
          path: ${{{{ runner.temp }}}}/packages
      - run: ci/publish_release.sh "$GITHUB_REF_NAME" "$RUNNER_TEMP/packages"
"""

NIGHTLY = f"""
on:
  schedule:
    - cron: '1 2 * * *'
permissions:
  contents: read
jobs:
  publish:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: write
      issues: write
    steps:
      - run: ci/tool.sh
      - uses: actions/download-artifact@{SHA} # v7.0.0
        with:
          path: ${{{{ runner.temp }}}}/night
      - run: ci/nightly-publish.sh "$RUNNER_TEMP/night/history"
"""

ACTION = f"""
inputs:
  base:
    description: what to measure against
    default: main
runs:
  using: composite
  steps:
    - run: '"$GITHUB_ACTION_PATH/gate.sh"'
      shell: bash
    - uses: actions/upload-artifact@{SHA} # v6.0.0
"""

# workflow, of, by, what the finding says
BREAKS = [
    (UNTRUSTED, f"checkout@{SHA} # v5.0.0", "checkout@v5", "not pinned"),
    (UNTRUSTED, f"checkout@{SHA}", f"checkout@{SHA[:12]}", "not pinned"),
    (UNTRUSTED, f"actions/checkout@{SHA} # v5.0.0", "./.github/actions/x", "not pinned"),
    (UNTRUSTED, f"actions/checkout@{SHA} # v5.0.0", "docker://debian:12", "not pinned"),
    (UNTRUSTED, " # v5.0.0", "", "no comment with its version"),
    (UNTRUSTED, " # v5.0.0", " # newest", "no comment with its version"),
    (UNTRUSTED, '"$BASE"', "${{ github.base_ref }}", "pasted into a script"),
    (UNTRUSTED, '"$BASE"', "${{ github.event.pull_request.title }}", "pasted into a script"),
    (UNTRUSTED, '"$BASE"', "${{ matrix.x || github.head_ref }}", "pasted into a script"),
    (UNTRUSTED, "permissions:\n  contents: read\n", "", "not a list"),
    (UNTRUSTED, "permissions:\n  contents: read\n", "permissions: write-all\n", "not a list"),
    (UNTRUSTED, "contents: read", "pull-requests: write", "for one job, not for all"),
    (UNTRUSTED, "contents: read", "pull-requests: write", "only a workflow on workflow_run"),
    (UNTRUSTED, "contents: read", "contents: write", "more than a comment"),
    (UNTRUSTED, "    timeout-minutes: 5\n", "", "timeout-minutes"),
    (UNTRUSTED, "persist-credentials: false", "persist-credentials: true", "leaves its token"),
    (UNTRUSTED, "          persist-credentials: false\n", "", "leaves its token"),
    (UNTRUSTED, "pull_request:", "pull_request_target:", "pull_request_target"),
    (UNTRUSTED, "BASE:", "TOKEN: ${{ secrets.TOKEN }}\n          BASE:", "a token or a secret"),
    (UNTRUSTED, "BASE:", "TOKEN: ${{ github.token }}\n          BASE:", "a token or a secret"),
    (TRUSTED, "repository.default_branch", "workflow_run.head_sha", "else than the default branch"),
    (TRUSTED, "repository.default_branch", "workflow_run.head_sha", "what the head can choose"),
    (TRUSTED, "          ref: ${{ github.event.repository.default_branch }}\n", "", "else than"),
    (TRUSTED, "persist-c", "repository: a/b\n          persist-c", "else than the default branch"),
    (TRUSTED, "${{ runner.temp }}/artifact", ".", "unpacks the artifact"),
    (TRUSTED, 'ci/publish.sh "$RUNNER_TEMP/artifact"', '"$RUNNER_TEMP/artifact/x"', "runs"),
    (TRUSTED, "ci/tool.sh", "cmake --build .", "runs cmake"),
    (TRUSTED, "ci/tool.sh", "ci/tool.sh; make", "runs ci/tool.sh; make"),
    (TRUSTED, "actions/download-artifact", "actions/cache", "uses actions/cache"),
    (TRUSTED, "GITHUB_TOKEN:", "X: ${{ github.event.workflow_run.head_branch }}\n          T:",
     "what the head can choose"),
    (TRUSTED, "pull-requests: write", "contents: write", "more than a comment"),
    (TRUSTED, "workflow_run:\n    workflows: [gate]", "push:", "only a workflow on workflow_run"),
    (NIGHTLY, "issues: write", "packages: write", "more than a history"),
    (NIGHTLY, "issues: write", "pull-requests: write", "more than a history"),
    (NIGHTLY, "  contents: read\njobs", "  contents: write\njobs", "for one job, not for all"),
    (NIGHTLY, "schedule:\n    - cron: '1 2 * * *'", "push:", "more than a comment"),
    (NIGHTLY, "ci/tool.sh", "ci/gate.sh", "may write and runs ci/gate.sh"),
    (NIGHTLY, "${{ runner.temp }}/night", "out", "unpacks the artifact"),
    (NIGHTLY, "actions/download-artifact", "octo/else", "may write and uses octo/else"),
    (NIGHTLY, "actions/download-artifact", "o/b/.github/actions/benchgate-nightly", "and uses o/b"),
    (RELEASE, "id-token: write", "packages: write", "more than a release needs"),
    (RELEASE, "    tags: ['v[0-9]+.[0-9]+.[0-9]+']", "    branches: [main]", "more than a comment"),
    (RELEASE, "ci/publish_release.sh", "make; ci/publish_release.sh", "may write and runs make"),
    (RELEASE, "actions/download-artifact", "octo/else", "may write and uses octo/else"),
    (ACTION, 'gate.sh"', 'gate.sh" ${{ inputs.base }}', "pasted into a script"),
    (ACTION, '"$GITHUB_ACTION_PATH/gate.sh"', "ci/gate.sh", "not what is beside it"),
    (ACTION, "      shell: bash\n", "", "name its shell"),
    (ACTION, "shell: bash", "shell: python", "shell of all scripts is bash"),
    (ACTION, "upload-artifact", "checkout", "the caller's choice"),
    (ACTION, "    description: what to measure against\n", "", "has no description"),
    (ACTION, "default: main", "default: ${{ secrets.BASE }}", "takes a secret"),
    (ACTION, f"@{SHA} # v6.0.0", "@v6", "not pinned"),
]


class Rules(unittest.TestCase):
    def test_what_is_fine_is_left_alone(self):
        for text in (UNTRUSTED, TRUSTED, RELEASE, NIGHTLY, ACTION):
            self.assertEqual(rules.findings(text), [])

    def test_every_break_is_found(self):
        for text, of, by, expected in BREAKS:
            with self.subTest(of=of, by=by):
                self.assertIn(of, text)
                found = rules.findings(text.replace(of, by))
                self.assertTrue(any(expected in line for line in found), found)

    def test_scripts_are_found_with_a_word_for_expressions(self):
        self.assertEqual(list(rules.scripts(UNTRUSTED)), ['ci/gate.sh "$BASE" word'])

    def test_pins_are_found(self):
        self.assertEqual(
            rules.pins(TRUSTED), {"actions/checkout": SHA, "actions/download-artifact": SHA}
        )


if __name__ == "__main__":
    unittest.main()
