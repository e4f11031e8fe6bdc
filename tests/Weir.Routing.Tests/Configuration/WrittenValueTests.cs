using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class WrittenValueTests
{
    [Fact]
    public void Values_stand_by_the_names_of_what_they_belong_to()
    {
        var written = ConfigText.Good("""
            version: 2
            providers:
              - {name: lab, type: openai-compatible, base_url: "http://127.0.0.1:1/v1", auth_method: none, models: [a, b]}
            aliases: {fast: lab/a}
            """).Written;

        Assert.Equal(
            ["version=2@1", "providers (order)=lab@3", "providers.lab.name=lab@3", "providers.lab.type=openai-compatible@3", "providers.lab.base_url=http://127.0.0.1:1/v1@3", "providers.lab.auth_method=none@3", "providers.lab.models=[a, b]@3", "aliases.fast=lab/a@4"],
            written.Select(static value => $"{value.Path}={value.Shown}@{value.Line}"));
    }

    [Fact]
    public void Secrets_are_hidden_and_still_told_apart()
    {
        var (one, other) = (Key("sk-one-secret"), Key("sk-other-secret"));

        Assert.Equal(("(hidden)", "(hidden)"), (one.Shown, other.Shown));
        Assert.True(one.Says(Key("sk-one-secret")));
        Assert.False(one.Says(other));

        static WrittenValue Key(string secret) => ConfigText.Load($"version: 2\nproviders:\n  - {{name: lab, type: openai, api_key: {secret}}}\n").Written.Single(static value => value.Path == "providers.lab.api_key");
    }

    [Fact]
    public void Variables_that_a_value_is_filled_from_are_named()
    {
        var written = ConfigText.Good(
            "version: 2\nproviders:\n  - {name: lab, type: openai, api_key: {env: KEY}, base_url: \"https://${HOST:-example.com}/${PART}/$${NOT}\"}\n",
            new() { ["KEY"] = "sk-secret", ["PART"] = "v1" }).Written;

        Assert.Equal(["KEY"], written.Single(static value => value.Path == "providers.lab.api_key.env").Variables);
        Assert.Equal(["HOST", "PART"], written.Single(static value => value.Path == "providers.lab.base_url").Variables);
        Assert.Empty(written.Single(static value => value.Path == "providers.lab.type").Variables);
    }

    [Fact]
    public void Addresses_that_may_hold_a_key_are_not_shown_with_it()
    {
        var written = ConfigText.Load("""
            version: 2
            providers:
              - {name: lab, type: openai-compatible, base_url: "https://ada:hunter2@lab.example.com/v1?key=abc", auth_method: none, models: [a]}
            alerts:
              webhooks:
                - {name: ops, url: "https://hooks.example.com/T0/secret-part", secret: whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD}
            """).Written;

        Assert.Equal("https://lab.example.com/v1", written.Single(static value => value.Path == "providers.lab.base_url").Shown);
        Assert.Equal("(hidden)", written.Single(static value => value.Path == "alerts.webhooks.ops.url").Shown);
    }

    [Fact]
    public void Headers_are_hidden_and_references_are_shown()
    {
        var written = ConfigText.Good(
            "version: 2\nproviders:\n  - {name: lab, type: openai, api_key: {env: KEY}, headers: {x-team: research}}\n",
            new() { ["KEY"] = "sk-secret" }).Written;

        Assert.Equal("KEY", written.Single(static value => value.Path == "providers.lab.api_key.env").Shown);
        Assert.Equal("(hidden)", written.Single(static value => value.Path == "providers.lab.headers.x-team").Shown);
    }
}
