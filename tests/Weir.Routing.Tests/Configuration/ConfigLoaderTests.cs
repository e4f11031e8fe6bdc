using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConfigLoaderTests
{
    private const string Contract = """
        version: 2
        providers:                        # connections
          - name: my-openai
            type: openai
            auth_method: api
            api_key: ${OPENAI_API_KEY}
          - name: chatgpt
            type: openai
            auth_method: oauth
          - name: lab
            type: openai-compatible
            base_url: http://127.0.0.1:8001/v1
            models:
              - qwen3-coder
              - {id: house-model, cost: {input: 10, output: 30}, limit: {context: 32000, output: 4000}}
            headers: {x-team: research}
            quota: {path: /quota, format: neutral}
        aliases: {fast: my-openai/gpt-4o-mini}
        chains:
          coding:
            targets: [chatgpt/gpt-5-codex, my-openai/gpt-4o, lab/qwen3-coder]
            retries: 3
            ask_before_switching: false
        budgets:
          - {on: provider:my-openai, daily: 5.00, monthly: 50.00, alert: 0.8, run_soft_tokens: 50000, run_hard_tokens: 200000}
          - {on: key:ci, monthly: 10.00}
        limits:
          - {on: key:ci, rpm: 60, tpm: 100000, concurrent: 4}
        storage: {provider: sqlite}
        """;

    private static readonly Dictionary<string, string> Variables = new() { ["OPENAI_API_KEY"] = "sk-from-the-environment", ["PORT"] = "8001" };

    [Fact]
    public void TheFileOfTheContract_Loads()
    {
        var load = Parse(Contract);
        Assert.Empty(load.Problems);
        var config = load.Config!;
        Assert.Equal(["my-openai", "chatgpt", "lab"], config.Connections.Select(static connection => connection.Name));
        Assert.Equal("sk-from-the-environment", config.Connections[0].ApiKey!.Reveal());
        Assert.Equal("OPENAI_API_KEY (weir.yaml:6)", config.Connections[0].ApiKeySource);
        Assert.Equal(30m, config.Connections[2].Models![1].Price!.Base.Output);
        Assert.Equal(32000, config.Connections[2].Models![1].ContextLimit);
        Assert.Equal("my-openai/gpt-4o-mini", config.Aliases["fast"]);
    }

    [Theory]
    [InlineData("providers: [{name: a, type: openai, api_ky: x}]", 2, 37, "providers[0].api_ky", "api_key")]
    [InlineData("providers: [{name: a, type: opnai}]", 2, 29, "providers[0].type", "openai")]
    [InlineData("providers: [{name: a/b, type: openai}]", 2, 20, "providers[0].name", "slash")]
    [InlineData("providers: [{name: a, type: openai}, {name: a, type: groq}]", 2, 45, "providers[1].name", "another name")]
    [InlineData("providers: [{name: a, type: x, base_url: 'ftp://h'}]", 2, 42, "providers[0].base_url", "Where")]
    [InlineData("providers: [{type: openai}]", 2, 13, "providers[0]", "name")]
    [InlineData("providers: {name: a}", 2, 12, "providers", "Connections")]
    [InlineData("providers: [{name: a, type: openai, auth_method: aws}]", 2, 50, "providers[0].auth_method", "api")]
    [InlineData("providers: [{name: a, type: openai, include_usage: yes}]", 2, 52, "providers[0].include_usage", "usage")]
    [InlineData("providers: [{name: a, type: openai-compatible}]", 2, 29, "providers[0]", "base_url")]
    [InlineData("server: {heartbeat_seconds: -1}", 2, 29, "server.heartbeat_seconds", "heartbeat")]
    [InlineData("server: {max_body_mb: NaN}", 2, 23, "server.max_body_mb", "body")]
    [InlineData("aliases: {fast: opnai/gpt}", 2, 17, "aliases.fast", "openai/gpt")]
    [InlineData("chains: {c: {targets: [nowhere/x]}}", 2, 24, "chains.c.targets[0]", "no connection")]
    [InlineData("provders: []", 2, 1, "provders", "providers")]
    public void AMistake_IsToldWithItsPlaceAndARemedy(string line, int row, int column, string path, string suggestion)
    {
        var load = Parse("version: 2\n" + line);
        Assert.Null(load.Config);
        var problem = Assert.Single(load.Problems, static problem => problem.Severity == ConfigSeverity.Error);
        Assert.Equal((row, column, path), (problem.Line, problem.Column, problem.Path));
        Assert.Contains(suggestion, problem.Suggestion + problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllMistakes_AreToldAtOnce()
    {
        var load = Parse("version: 2\nproviders:\n  - {name: a, type: opnai}\n  - {name: b, type: openai, tmeouts: {}}\naliases: {x: y}\n");
        Assert.Equal([3, 4, 5], load.Problems.Select(static problem => problem.Line));
    }

    [Theory]
    [InlineData("providers: []", "migrate")]
    [InlineData("version: 1\nproviders: []", "migrate")]
    [InlineData("version: 3", "version 2")]
    [InlineData("- a", "mapping")]
    [InlineData("version: 2\nproviders: [", "YAML")]
    [InlineData("version: 2\na: &x 1\nb: *x", "anchors")]
    [InlineData("version: 2\nversion: 2", "twice")]
    [InlineData("version: 2\n---\nversion: 2", "document")]
    public void AFileThatIsNotOne_IsRefused(string text, string words)
    {
        var load = Parse(text);
        Assert.Null(load.Config);
        Assert.Contains(load.Problems, problem => (problem.Message + problem.Suggestion).Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void DeepNesting_IsRefused() =>
        Assert.Null(Parse("version: 2\nquota: " + new string('[', 5000) + new string(']', 5000)).Config);

    [Theory]
    [InlineData("'${OPENAI_API_KEY}'", "sk-from-the-environment")]
    [InlineData("{env: OPENAI_API_KEY}", "sk-from-the-environment")]
    [InlineData("'{env:OPENAI_API_KEY}'", "sk-from-the-environment")]
    [InlineData("'${NOT_SET:-sk-otherwise}'", "sk-otherwise")]
    [InlineData("{file: key.txt}", "sk-from-a-file")]
    public void AKey_IsSubstituted(string written, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("weir-config");
        File.WriteAllText(Path.Combine(folder.FullName, "key.txt"), "sk-from-a-file\n");
        var load = Parse($"version: 2\nproviders: [{{name: a, type: openai, api_key: {written}}}]", folder.FullName);
        folder.Delete(recursive: true);
        Assert.Empty(load.Problems);
        Assert.Equal(expected, load.Config!.Connections[0].ApiKey!.Reveal());
    }

    [Theory]
    [InlineData("'${NOT_SET}'", "NOT_SET")]
    [InlineData("{env: NOT_SET}", "NOT_SET")]
    [InlineData("{file: nowhere.txt}", "nowhere.txt")]
    [InlineData("{keychain: x}", "keychain")]
    public void WhatCanNotBeSubstituted_IsAnError(string written, string words)
    {
        var load = Parse($"version: 2\nproviders: [{{name: a, type: openai, api_key: {written}}}]");
        Assert.Null(load.Config);
        Assert.Contains(words, load.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APlainKey_IsTakenWithAWarningThatDoesNotHoldIt()
    {
        var load = Parse("version: 2\nproviders: [{name: a, type: openai, api_key: sk-in-plain-sight-1234}]");
        Assert.NotNull(load.Config);
        var warning = Assert.Single(load.Problems);
        Assert.Equal(ConfigSeverity.Warning, warning.Severity);
        Assert.DoesNotContain("sk-in-plain", warning.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFile_IsAnEmptyConfiguration() => Assert.Same(WeirConfig.Empty, Parse("# nothing yet\n").Config);

    [Fact]
    public void AnOverlay_AddsAProviderThatConnectionsMayUse()
    {
        var load = Parse("version: 2\ncatalog: {providers: [{id: house, base_url: 'http://h/v1', models: [m]}]}\nproviders: [{name: a, type: house}]");
        Assert.Empty(load.Problems);
        Assert.Equal("house", load.Config!.Catalog[0].Id);
    }

    private static ConfigLoad Parse(string text, string folder = ".") =>
        ConfigLoader.Parse(text, "weir.yaml", folder, SnapshotCatalog.Embedded(), Variables.GetValueOrDefault);
}
