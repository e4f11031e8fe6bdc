using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class SubstitutionTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["KEY"] = "secret-${OTHER}", ["SECONDS"] = "7", ["EMPTY"] = "" };

    [Theory]
    [InlineData("${KEY}", "secret-${OTHER}", "KEY (weir.yaml:3)")]
    [InlineData("\"${KEY}\"", "secret-${OTHER}", "KEY (weir.yaml:3)")]
    [InlineData("{env: KEY}", "secret-${OTHER}", "KEY (weir.yaml:3)")]
    [InlineData("{env:KEY}", "secret-${OTHER}", "KEY (weir.yaml:3)")]
    [InlineData("\"{env:KEY}\"", "secret-${OTHER}", "KEY (weir.yaml:3)")]
    [InlineData("a-${KEY}-b", "a-secret-${OTHER}-b", "KEY (weir.yaml:3)")]
    [InlineData("${KEY:-no}", "secret-${OTHER}", "KEY (weir.yaml:3)")]
    [InlineData("${EMPTY:-yes}", "yes", "weir.yaml:3")]
    [InlineData("$${KEY}", "${KEY}", "weir.yaml:3")]
    [InlineData("a$b", "a$b", "weir.yaml:3")]
    public void Values_come_from_the_environment(string written, string value, string source)
    {
        var connection = ConfigText.Load($"version: 2\nproviders:\n  - api_key: {written}\n    name: a\n    type: openai\n", Variables).Config!.Connections[0];
        Assert.Equal((value, source), (connection.ApiKey!.Reveal(), connection.ApiKeySource));
    }

    [Fact]
    public void A_substituted_number_is_a_number() =>
        Assert.Equal(TimeSpan.FromSeconds(7), ConfigText.Good("version: 2\nserver: {heartbeat_seconds: \"${SECONDS}\"}\n", Variables).Server.Heartbeat);

    [Theory]
    [InlineData("{file: keys/lab}", "file keys/lab (weir.yaml:3)")]
    [InlineData("{file:keys/lab}", "file keys/lab (weir.yaml:3)")]
    [InlineData("{file: ~/keys/lab}", "file ~/keys/lab (weir.yaml:3)")]
    public void Files_are_read_and_trimmed(string written, string source)
    {
        var folder = Directory.CreateTempSubdirectory("weir-config-");
        try
        {
            folder.CreateSubdirectory("keys");
            File.WriteAllText(Path.Combine(folder.FullName, "keys", "lab"), "  from-file\n");
            File.WriteAllText(Path.Combine(folder.FullName, "weir.yaml"), $"version: 2\nproviders:\n  - {{name: a, type: openai, api_key: {written}}}\n");
            var load = ConfigLoader.Load(Path.Combine(folder.FullName, "weir.yaml"), ConfigText.Catalog, name => name == "HOME" ? folder.FullName : null);
            Assert.Empty(load.Problems);
            Assert.Equal(("from-file", source), (load.Config!.Connections[0].ApiKey!.Reveal(), load.Config.Connections[0].ApiKeySource));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("providers: [{name: a, type: \"${KEY}\"}]")]
    [InlineData("providers: [{name: \"${KEY}/\", type: openai}]")]
    [InlineData("providers: [{name: a, type: openai, auth_method: \"${KEY}\"}]")]
    [InlineData("providers: [{name: a, type: openai, base_url: \"${KEY}\"}]")]
    [InlineData("providers: [{name: a, type: openai, enabled: \"${KEY}\"}]")]
    [InlineData("aliases: {a: \"${KEY}/x\"}")]
    [InlineData("aliases: {a: \"${KEY}\"}")]
    [InlineData("limits: [{on: \"${KEY}\"}]")]
    [InlineData("limits: [{on: \"provider:${KEY}\"}]")]
    [InlineData("server: {urls: [\"${KEY}\"]}")]
    [InlineData("server: {max_body_mb: \"${KEY}\"}")]
    [InlineData("providers: [{name: a, type: sk-secret-in-the-wrong-place}]")]
    [InlineData("providers: [{name: a, type: openai, sk-secret: x}]")]
    public void No_message_shows_what_was_filled_in(string line)
    {
        var load = ConfigText.Load("version: 2\n" + line + "\n", Variables);
        Assert.Contains(load.Problems, problem => problem.Severity == ConfigSeverity.Error);
        Assert.DoesNotContain(load.Problems, problem => problem.ToString().Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_header_in_plain_text_is_warned_of_and_a_substituted_one_is_not()
    {
        var load = ConfigText.Load("version: 2\nproviders: [{name: a, type: openai, headers: {X-Api-Key: abc, Authorization: \"Bearer {env:KEY}\"}}]\n", Variables);
        Assert.Equal("providers[0].headers.X-Api-Key", Assert.Single(load.Problems).Path);
        Assert.Equal("Bearer secret-${OTHER}", load.Config!.Connections[0].Headers["authorization"]);
    }
}
