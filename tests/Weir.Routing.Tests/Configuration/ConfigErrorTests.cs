using System.Text;
using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

/// <summary>One kind of mistake a line: where it is told, and what is said.</summary>
public sealed class ConfigErrorTests
{
    private const string Start = "version: 2\nproviders:\n  - name: lab\n    type: openai-compatible\n    base_url: http://lab/v1\n";

    [Theory]
    [InlineData("    dialct: gemini", 6, 5, "providers[0].dialct", "unknown key 'dialct'", "'dialect'")]
    [InlineData("    zzzzz: 1", 6, 5, "providers[0].zzzzz", "unknown key", "Known here: name, type")]
    [InlineData("    name: lab2", 6, 5, "providers[0].name", "already, at line 3", "Keep one")]
    [InlineData("    auth_method: apy", 6, 18, "providers[0].auth_method", "'apy'", "'api'")]
    [InlineData("    auth_method: oauth", 6, 18, "providers[0].auth_method", "no auth method 'oauth'", "It has ")]
    [InlineData("    dialect: open-chat", 6, 14, "providers[0].dialect", "'open-chat'", "'openai-chat'")]
    [InlineData("    models: qwen", 6, 13, "providers[0].models", "takes a list", "[a, b]")]
    [InlineData("    models: [a, {id: b}, a]", 6, 26, "providers[0].models[2]", "listed already, at line 6", "Keep one")]
    [InlineData("    models: [{name: b}]", 6, 14, "providers[0].models[0]", "'id' is missing", "own id")]
    [InlineData("    models: [{id: b, cost: {input: -1, output: 0}}]", 6, 36, "providers[0].models[0].cost.input", "out of range", "0 to")]
    [InlineData("    models: [{id: b, cost: {input: .nan, output: 0}}]", 6, 36, "providers[0].models[0].cost.input", "not a number", "0 to")]
    [InlineData("    models: [{id: b, cost: {input: .inf, output: 0}}]", 6, 36, "providers[0].models[0].cost.input", "not a number", "0 to")]
    [InlineData("    models: [{id: b, cost: {input: 1}}]", 6, 28, "providers[0].models[0].cost", "'output' is missing", "Output")]
    [InlineData("    models: [{id: b, limit: {context: 1.5}}]", 6, 39, "providers[0].models[0].limit.context", "not a whole number", "0 to")]
    [InlineData("    models: [{id: b, modalities: {input: [smell]}}]", 6, 43, "providers[0].models[0].modalities.input[0]", "'smell'", "'text'")]
    [InlineData("    enabled: \"true\"", 6, 14, "providers[0].enabled", "not true or false", "quotes")]
    [InlineData("    enabled: yes", 6, 14, "providers[0].enabled", "not true or false", "Write true")]
    [InlineData("    enabled:", 6, 13, "providers[0].enabled", "has no value", "true or false")]
    [InlineData("    enabled: {a: 1}", 6, 14, "providers[0].enabled", "not a mapping", "true")]
    [InlineData("    timeouts: {connect: 10}", 6, 25, "providers[0].timeouts.connect", "not a duration", "10s")]
    [InlineData("    timeouts: {idle: 0s}", 6, 22, "providers[0].timeouts.idle", "out of range", "seconds")]
    [InlineData("    timeouts: {idle: 99999999999h}", 6, 22, "providers[0].timeouts.idle", "out of range", "seconds")]
    [InlineData("    http_version: 3", 6, 19, "providers[0].http_version", "'3'", "'1.1' or '2'")]
    [InlineData("    headers: {\"a b\": c}", 6, 15, "providers[0].headers.a b", "name of a header", "letters")]
    [InlineData("    headers: {a: \"b\\r\\nc: d\"}", 6, 18, "providers[0].headers.a", "line break", "Take it out")]
    [InlineData("    headers: {Host: b}", 6, 15, "providers[0].headers.Host", "transport", "Take it out")]
    [InlineData("    quota: 1", 6, 12, "providers[0].quota", "takes a mapping", "{key: value}")]
    [InlineData("    quota: {path: quota}", 6, 19, "providers[0].quota.path", "not a path", "/quota")]
    [InlineData("    quota: {path: //evil.example/quota}", 6, 19, "providers[0].quota.path", "not a path", "/quota")]
    [InlineData("    quota: {path: /../quota}", 6, 19, "providers[0].quota.path", "not a path", "/quota")]
    [InlineData("    quota: {format: neutral}", 6, 21, "providers[0].quota.format", "needs a path", "/quota")]
    [InlineData("    quota: {path: /q, format: natural}", 6, 31, "providers[0].quota.format", "not one of its values", "'neutral'")]
    [InlineData("    quota: {path: /q, format: {remaining: data.left}}", 6, 43, "providers[0].quota.format.remaining", "not a JSON pointer", "/data")]
    [InlineData("    quota: {path: /q, format: {unit: tokens}}", 6, 31, "providers[0].quota.format", "names no figure", "remaining")]
    [InlineData("    quota: {interval: 1s}", 6, 23, "providers[0].quota.interval", "out of range", "10 to")]
    [InlineData("    simulator: {error_rate: 0.5}", 6, 16, "providers[0].simulator", "settings of the simulator", "type: simulator")]
    [InlineData("    api_key: a{keychain:x}", 6, 14, "providers[0].api_key", "part of a text", "{keychain: NAME}")]
    [InlineData("    dialect: {keychain: x}", 6, 14, "providers[0].dialect", "from the keychain", "${VAR}")]
    [InlineData("    auth: {profil: x}", 6, 12, "providers[0].auth.profil", "'profil'", "'profile'")]
    [InlineData("    auth: {timeout: 0s}", 6, 21, "providers[0].auth.timeout", "out of range", "seconds")]
    [InlineData("    api_key: ${NOT_SET}", 6, 14, "providers[0].api_key", "'NOT_SET' is not set", "${NOT_SET:-default}")]
    [InlineData("    api_key: {env: NOT_SET}", 6, 14, "providers[0].api_key", "'NOT_SET' is not set", "Set it")]
    [InlineData("    api_key: ${NOT SET}", 6, 14, "providers[0].api_key", "without the name", "$${")]
    [InlineData("    api_key: {file: not/there}", 6, 14, "providers[0].api_key", "'not/there' is not there", "relative")]
    [InlineData("    api_key: &k abc", 6, 14, "providers[0].api_key", "anchors", "Take it out", true)]
    [InlineData("    api_key: !!binary abc\n    enabled: !x true", 7, 14, "providers[0].enabled", "tags", "Take it out", true)]
    [InlineData("  - {name: lab, type: openai}", 6, 12, "providers[1].name", "taken already, at line 3", "of its own")]
    [InlineData("  - {name: '', type: openai}", 6, 12, "providers[1].name", "can't be empty", "letters")]
    [InlineData("  - {name: 'a b', type: openai}", 6, 12, "providers[1].name", "white space", "letters")]
    [InlineData("  - {name: b, type: opnai}", 6, 21, "providers[1].type", "no provider 'opnai'", "'openai'")]
    [InlineData("  - {name: b, type: openai-compatible}", 6, 5, "providers[1]", "needs a base_url", "base_url: http")]
    [InlineData("  - lab", 6, 5, "providers[1]", "takes a mapping", "key: value")]
    [InlineData("aliases: {a: lba/x}", 6, 14, "aliases.a", "named 'lba'", "'lab'")]
    [InlineData("aliases: {a: antropic/x}", 6, 14, "aliases.a", "named 'antropic'", "'anthropic'")]
    [InlineData("aliases: {a: lab}", 6, 14, "aliases.a", "not connection/model", "Write it like")]
    [InlineData("aliases: {a: lab/x, a: lab/y}", 6, 21, "aliases.a", "already, at line 6", "Keep one")]
    [InlineData("aliases: {a/b: lab/x}", 6, 11, "aliases.a/b", "slash", "letters")]
    [InlineData("chains: {c: {targets: [lab/x, lbb/y]}}", 6, 31, "chains.c.targets[1]", "named 'lbb'", "'lab'")]
    [InlineData("chains: {c: {targets: []}}", 6, 23, "chains.c.targets", "needs a target", "targets like")]
    [InlineData("chains: {c: {targets: [lab/x], retries: 99}}", 6, 41, "chains.c.retries", "out of range", "0 to 20")]
    [InlineData("budgets: [{on: provider:lba, daily: 1}]", 6, 16, "budgets[0].on", "named 'lba'", "'provider:lab'")]
    [InlineData("limits: [{on: lab, rpm: 1}]", 6, 15, "limits[0].on", "neither", "key:ci")]
    [InlineData("storage: {provider: postgresql}", 6, 10, "storage", "needs a connection", "${WEIR_DB}")]
    [InlineData("storage: {provider: mysql}", 6, 21, "storage.provider", "'mysql'", "'sqlite' or 'postgresql'")]
    [InlineData("server: {urls: [localhost]}", 6, 17, "server.urls[0]", "address to listen on", "http://127.0.0.1:9347")]
    [InlineData("server: {heartbeat_seconds: 601}", 6, 29, "server.heartbeat_seconds", "out of range", "1 to 600")]
    [InlineData("server: {tls: {cert: a}}", 6, 15, "server.tls", "'key' is missing", "PEM")]
    [InlineData("catalog: {providers: [{base_url: \"http://x\"}]}", 6, 23, "catalog.providers[0]", "no id", "id: NAME")]
    [InlineData("telemetry: {otlp_endpoint: nowhere}", 6, 28, "telemetry.otlp_endpoint", "not a URL", "https://")]
    [InlineData("? [a]\n: b", 6, 3, "", "a key must be a text", "quotes")]
    [InlineData("---\nversion: 2", 6, 1, "", "second document", "---")]
    public void A_mistake_is_told_with_its_place_and_a_remedy(string lines, int line, int column, string path, string message, string remedy, bool more = false)
    {
        var load = ConfigText.Load(Start + lines + "\n");
        Assert.Null(load.Config);
        var errors = load.Problems.Where(problem => problem.Severity == ConfigSeverity.Error).ToArray();
        var problem = more ? errors[^1] : Assert.Single(errors);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Suggestion, StringComparison.Ordinal);
        Assert.Equal((line, column, path), (problem.Line, problem.Column, problem.Path));
    }

    [Theory]
    [InlineData("ftp://x/v1", "scheme 'ftp'")]
    [InlineData("http://me:pass@x/v1", "password")]
    [InlineData("x/v1", "not a URL")]
    [InlineData("http://x/v1#a", "'#'")]
    public void Only_plain_web_addresses_are_taken(string url, string message)
    {
        var problem = ConfigText.OneError($"version: 2\nproviders: [{{name: a, type: mine, base_url: \"{url}\"}}]\n");
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("me:pass", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_ones_own_needs_only_a_base_url() =>
        Assert.Equal("mine", ConfigText.Good("version: 2\nproviders: [{name: a, type: mine, base_url: \"http://x/v1\"}]\n").Connections[0].Type);

    [Theory]
    [InlineData("version: 3\n", 1, 10, "newer Weir")]
    [InlineData("version: [2]\n", 1, 10, "newer Weir")]
    [InlineData("- a\n", 1, 1, "version: 2")]
    [InlineData("version: 2\n a: [1,\n", 2, 3, "indentation")]
    [InlineData("version: 2\nstorage: {provider: postgresql, connection: ${DB}}\n", 2, 46, "put quotes round")]
    public void What_is_no_version_2_is_told_first(string text, int line, int column, string remedy)
    {
        var problem = ConfigText.OneError(text);
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.Contains(remedy, problem.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_files_are_refused()
    {
        Assert.Contains("deeper than 32", ConfigText.OneError("version: 2\nx: " + new string('[', 100_000)).Message, StringComparison.Ordinal);
        Assert.Contains("1 MB", ConfigText.OneError("#" + new string('x', ConfigLoader.LargestFile)).Message, StringComparison.Ordinal);
        var aliases = ConfigText.Load("version: 2\na: &a [x, x]\nb: [*a, *a]\n");
        Assert.Equal(3, aliases.Problems.Count(problem => problem.Message.StartsWith("YAML a", StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_that_can_not_be_read_say_why()
    {
        var folder = Directory.CreateTempSubdirectory("weir-config-");
        try
        {
            var file = Path.Combine(folder.FullName, "weir.yaml");
            Assert.Contains("not there", Load(file).Message, StringComparison.Ordinal);
            Assert.Contains("can't be read", Load(folder.FullName).Message, StringComparison.Ordinal);
            File.WriteAllBytes(file, [.. Encoding.UTF8.GetBytes("version: 2\n# \u00e9"), 0xE9, 0x0A]);
            Assert.Equal((2, 4, "not UTF-8."), (Load(file).Line, Load(file).Column, Load(file).Message));
            File.WriteAllBytes(file, new byte[ConfigLoader.LargestFile + 1]);
            Assert.Contains("1 MB", Load(file).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static ConfigProblem Load(string path) => Assert.Single(ConfigLoader.Load(path, ConfigText.Catalog, _ => null).Problems);
    }
}
