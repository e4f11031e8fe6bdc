using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConfigMigrationTests
{
    [Fact]
    public void Version_1_becomes_version_2_with_its_comments()
    {
        const string old = """
            # ours
            providers:
              - name: work
                type: openai   # paid
                api_key: sk-work
              - type: "openai-chatgpt-plus"
                name: plus
              - {name: flow, type: openai-chatgpt-plus}
              - {name: lab, type: openai-compatible, base_url: "http://lab/v1"}

            """;
        var migrated = Migrate(old);
        Assert.Equal(
            """
            # ours
            version: 2
            providers:
              - name: work
                auth_method: api
                type: openai   # paid
                api_key: {keychain: work}
              - auth_method: oauth
                type: openai
                name: plus
              - {name: flow, auth_method: oauth, type: openai}
              - {name: lab, type: openai-compatible, base_url: "http://lab/v1"}

            """,
            migrated.Text);
        Assert.Equal(5, migrated.Notes.Count);
        Assert.DoesNotContain(migrated.Notes, note => note.Contains("sk-work", StringComparison.Ordinal));
        var load = ConfigText.Load(migrated.Text);
        Assert.Equal(["api", "oauth", "oauth", null], load.Config!.Connections.Select(connection => connection.AuthMethod));
    }

    [Fact]
    public void Line_ends_are_kept() =>
        Assert.Equal("version: 2\r\naliases: {}\r\nproviders: []\r\n", Migrate("aliases: {}\r\nproviders: []\r\n").Text);

    [Theory]
    [InlineData("", "version: 2\n")]
    [InlineData("# only this\n", "version: 2\n# only this\n")]
    [InlineData("{providers: []}\n", "{version: 2, providers: []}\n")]
    [InlineData("{}\n", "version: 2\n")]
    [InlineData("version: 1\n", "version: 2\n")]
    public void Small_files_too(string old, string expected) => Assert.Equal(expected, Migrate(old).Text);

    [Fact]
    public void Version_2_stays_as_it_is()
    {
        var migrated = Migrate("version: 2\nproviders: []\n");
        Assert.Equal("version: 2\nproviders: []\n", migrated.Text);
        Assert.Empty(migrated.Notes);
    }

    [Theory]
    [InlineData("- a\n", ":1:1")]
    [InlineData("version: 7\n", ":1:10")]
    [InlineData("a: [\n", "not YAML")]
    public void What_is_no_version_1_is_refused(string old, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => Migrate(old)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sk-plain", "sk-plain")]
    [InlineData("'it''s'   # mine", "it's")]
    [InlineData("\"a\\tb\"", "a\tb")]
    [InlineData("a$${b", "a${b")]
    [InlineData("|\n      sk-block", "sk-block")]
    public void A_key_leaves_the_file_whatever_way_it_is_written(string written, string key)
    {
        var migrated = Migrate($"providers:\n  - name: lab\n    type: openai-compatible\n    api_key: {written}\n    base_url: http://lab/v1 # there\n");

        var moved = Assert.Single(migrated.Keys);
        Assert.Equal(("lab", "lab", "openai-compatible", key), (moved.Name, moved.Connection, moved.Provider, moved.Key.Reveal().TrimEnd('\n')));
        Assert.StartsWith("version: 2\nproviders:\n  - name: lab\n    type: openai-compatible\n    api_key: {keychain: lab}", migrated.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n    base_url: http://lab/v1 # there\n", migrated.Text, StringComparison.Ordinal);
        Assert.Equal("lab", Assert.Single(ConfigText.Good(migrated.Text).Connections).ApiKeyName);
        Assert.DoesNotContain(migrated.Notes, note => note.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("${KEY}")]
    [InlineData("\"${KEY:-none}\"")]
    [InlineData("{env: KEY}")]
    [InlineData("{file: key.txt}")]
    [InlineData("{keychain: other}")]
    [InlineData("Bearer-${KEY}")]
    [InlineData("")]
    public void Names_of_places_stay(string written)
    {
        var migrated = Migrate($"providers:\n  - {{name: lab, type: openai-compatible, base_url: 'http://lab/v1'}}\n  - name: a\n    type: anthropic\n    api_key: {written}\n");

        Assert.Empty(migrated.Keys);
        Assert.EndsWith($"    api_key: {written}\n", migrated.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_named_as_the_store_named_it()
    {
        const string old = "providers: [{name: a, type: groq, api_key: gsk-a}, {name: b, type: groq, api_key: gsk-b}]\n";

        var migrated = ConfigMigration.Migrate(old, "weir.yaml", ConfigText.Catalog, new Dictionary<string, string> { ["b"] = "b-2" });

        Assert.Equal("{version: 2, providers: [{name: a, type: groq, api_key: {keychain: a}}, {name: b, type: groq, api_key: {keychain: b-2}}]}\n", "{" + migrated.Text.Replace("version: 2\n", "version: 2, ", StringComparison.Ordinal).TrimEnd() + "}\n");
        Assert.Equal(["a", "b-2"], migrated.Keys.Select(static key => key.Name));
    }

    [Fact]
    public void What_came_out_is_left_alone_the_second_time()
    {
        var once = Migrate("# ours\nproviders:\n  - {name: work, type: openai, api_key: sk-work}\n");
        var twice = Migrate(once.Text);

        Assert.Equal((ConfigSource.VersionOne, ConfigSource.Current), (once.Source, twice.Source));
        Assert.Equal(once.Text, twice.Text);
        Assert.Empty(twice.Keys);
    }

    [Fact]
    public void A_file_of_version_1_is_read_as_if_it_were_migrated_and_messages_keep_its_lines()
    {
        const string old = """
            # ours
            providers:
              - name: work
                type: openai
                api_key: sk-work
              - {name: plus, type: openai-chatgpt-plus}
            """;

        var load = ConfigText.Load(old);
        Assert.Equal([("work", "openai", "api", "weir.yaml:3"), ("plus", "openai", "oauth", "weir.yaml:6")], load.Config!.Connections.Select(static connection => (connection.Name, connection.Type, connection.AuthMethod, connection.Origin)));
        Assert.Equal("sk-work", load.Config.Connections[0].ApiKey!.Reveal());
        Assert.Equal([(2, "version 1"), (5, "plain text")], load.Problems.Select(static problem => (problem.Line, problem.Message.Contains("version 1", StringComparison.Ordinal) ? "version 1" : problem.Message.Contains("plain text", StringComparison.Ordinal) ? "plain text" : problem.Message)));
        Assert.Contains("weir config migrate", load.Problems[0].Suggestion, StringComparison.Ordinal);

        var wrong = ConfigText.Load(old + "\n  - {name: odd, type: nobody}\n");
        Assert.Null(wrong.Config);
        Assert.Contains(wrong.Problems, static problem => problem is { Line: 7, Severity: ConfigSeverity.Error });
    }

    private static MigratedConfig Migrate(string old) => ConfigMigration.Migrate(old, "weir.yaml", ConfigText.Catalog);
}
