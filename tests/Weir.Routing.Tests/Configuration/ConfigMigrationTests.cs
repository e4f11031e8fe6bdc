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
        var migrated = ConfigMigration.Migrate(old);
        Assert.Equal(
            """
            # ours
            version: 2
            providers:
              - name: work
                auth_method: api
                type: openai   # paid
                api_key: sk-work
              - auth_method: oauth
                type: openai
                name: plus
              - {name: flow, auth_method: oauth, type: openai}
              - {name: lab, type: openai-compatible, base_url: "http://lab/v1"}

            """,
            migrated.Text);
        Assert.Equal(4, migrated.Notes.Count);
        Assert.DoesNotContain(migrated.Notes, note => note.Contains("sk-work", StringComparison.Ordinal));
        var load = ConfigText.Load(migrated.Text);
        Assert.Equal(["api", "oauth", "oauth", null], load.Config!.Connections.Select(connection => connection.AuthMethod));
    }

    [Fact]
    public void Line_ends_are_kept() =>
        Assert.Equal("version: 2\r\naliases: {}\r\nproviders: []\r\n", ConfigMigration.Migrate("aliases: {}\r\nproviders: []\r\n").Text);

    [Theory]
    [InlineData("", "version: 2\n")]
    [InlineData("# only this\n", "version: 2\n# only this\n")]
    [InlineData("{providers: []}\n", "{version: 2, providers: []}\n")]
    [InlineData("{}\n", "version: 2\n")]
    [InlineData("version: 1\n", "version: 2\n")]
    public void Small_files_too(string old, string expected) => Assert.Equal(expected, ConfigMigration.Migrate(old).Text);

    [Fact]
    public void Version_2_stays_as_it_is()
    {
        var migrated = ConfigMigration.Migrate("version: 2\nproviders: []\n");
        Assert.Equal("version: 2\nproviders: []\n", migrated.Text);
        Assert.Empty(migrated.Notes);
    }

    [Theory]
    [InlineData("- a\n", ":1:1")]
    [InlineData("version: 7\n", ":1:10")]
    [InlineData("a: [\n", "not YAML")]
    public void What_is_no_version_1_is_refused(string old, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => ConfigMigration.Migrate(old)).Message, StringComparison.Ordinal);
}
