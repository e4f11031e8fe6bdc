using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Audit;

/// <summary>The audit log of the real program: every action is in it, no secret is, and processes share one chain.</summary>
public sealed class AuditTests
{
    private const string Config = """
        version: 2
        credentials: {store: file}
        providers:
          - {name: broken, type: simulator, simulator: {error_rate: 1}, models: [{id: echo, cost: {input: 1, output: 1}}]}
          - {name: good, type: simulator, models: [{id: echo, cost: {input: 1, output: 1}}]}
        chains:
          both: {targets: [broken/echo, good/echo], retries: 0}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_action_is_written_down_and_no_secret_is()
    {
        var (kept, session, stranger) = (WeirSetup.RandomKey(), WeirSetup.RandomKey(), WeirSetup.RandomKey());
        using var home = new WeirHome(new WeirSetup { Config = Config });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        var secrets = new List<string> { kept, session, stranger, weir.AdminKey, weir.ClientKey };

        // The provider is nowhere: the key is kept, and the test of it fails.
        await home.RunAsync(["auth", "login", "groq", "--name", "lab", "--base-url", "http://127.0.0.1:9/v1", "--key-stdin"], Token, kept + "\n");
        await home.RunAsync(["auth", "login", "groq", "--name", "lab", "--base-url", "http://127.0.0.1:9/v1", "--key-stdin"], Token, kept + "2\n");
        await DoAsync(home, ["providers", "disable", "lab"]);
        await DoAsync(home, ["providers", "enable", "lab"]);
        await DoAsync(home, ["providers", "remove", "lab", "--yes"]);
        secrets.Add((await DoAsync(home, ["keys", "create", "ci", "--json"])).Json().GetProperty("key").GetString()!);
        secrets.Add((await DoAsync(home, ["keys", "rotate", "ci", "--json"])).Json().GetProperty("key").GetString()!);
        await DoAsync(home, ["keys", "revoke", "ci", "--yes"]);
        await DoAsync(home, ["budgets", "set", "key:ci", "--monthly", "20"]);
        await DoAsync(home, ["budgets", "set", "key:ci", "--monthly", "30"]);
        await DoAsync(home, ["budgets", "remove", "key:ci/monthly/usd", "--yes"]);
        await DoAsync(home, ["models", "switch", "good/echo"]);
        await DoAsync(home, ["models", "reset"]);
        await DoAsync(home, ["sessions", "create", "groq", "--minutes", "5", "--key-stdin"], session);
        var fallbacks = 0;
        for (var i = 0; i < 20; i++)
        {
            // A target that failed often is passed over: then nobody had to fall back.
            using var response = await weir.Http.PostAsync(ChatCalls.Route, ChatCalls.Body("both", stream: false), Token);
            Assert.Equal(200, (int)response.StatusCode);
            fallbacks += response.Headers.GetValues("x-weir-attempts").Single() == "2" ? 1 : 0;
        }

        Assert.InRange(fallbacks, 2, 20);

        using (var client = weir.CreateClient())
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stranger);
            Assert.Equal(401, (int)(await client.GetAsync(new Uri("admin/api/v1/keys", UriKind.Relative), Token)).StatusCode);
            client.DefaultRequestHeaders.Add("x-weir-console", "1");
            Assert.Equal(401, await SignInAsync(client, stranger));
            Assert.Equal(204, await SignInAsync(client, weir.AdminKey));
        }

        home.WriteConfig(Config + "\nbudgets: [{on: nowhere}]\n");
        await Eventually.BeTrueAsync("the refused configuration", async () => (await ListAsync(weir, "--kind", "config_refused")).Count > 0, Token);
        home.WriteConfig(Config + "\n");
        await Eventually.BeTrueAsync("the good configuration", async () => (await ListAsync(weir, "--kind", "config_loaded")).Count > 1, Token);

        var rows = await ListAsync(weir, "--limit", "1000");
        string[] wanted =
        [
            "credential_added", "credential_updated", "credential_removed", "connection_added", "connection_disabled", "connection_enabled", "connection_removed", "provider_sign_in_started",
            "key_created", "key_rotated", "key_revoked", "budget_set", "budget_removed", "model_changed", "model_reset", "test_session_created", "fallback",
            "admin_key_refused", "console_sign_in", "console_sign_in_refused", "config_loaded", "config_refused",
        ];
        Assert.Empty(wanted.Except(rows.Select(static row => row.GetProperty("kind").GetString()!)));
        var changed = rows.First(static row => row.GetProperty("kind").GetString() == "budget_set");
        Assert.Equal(20_000_000_000, JsonElement.Parse(changed.GetProperty("before").GetString()!).GetProperty("limit").GetInt64());
        Assert.Equal(30_000_000_000, JsonElement.Parse(changed.GetProperty("after").GetString()!).GetProperty("limit").GetInt64());
        Assert.Equal("127.0.0.1 weir-cli", $"{changed.GetProperty("address").GetString()} {changed.GetProperty("agent").GetString()}");
        Assert.Single(rows, static row => row.GetProperty("kind").GetString() == "fallback");

        await weir.StopAsync(Token);
        var verified = await home.RunAsync(["audit", "verify"], Token);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        var export = await home.RunAsync(["audit", "export"], Token);
        Assert.Equal(fallbacks, export.JsonLines().Where(static row => row.GetProperty("kind").GetString() == "fallback").Sum(static row => row.GetProperty("times").GetInt64()));
        Assert.All(secrets, secret => Assert.All(Forms(secret), form => Assert.DoesNotContain(form, export.Output + weir.Log, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Processes_that_write_at_once_make_one_chain()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config });
        Assert.Equal(0, (await home.RunAsync(["keys", "list"], Token)).ExitCode);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => DoAsync(home, ["keys", "create", $"key{i}"])));

        var verified = (await home.RunAsync(["audit", "verify", "--json"], Token)).Json();
        Assert.True(verified.GetProperty("whole").GetBoolean(), verified.ToString());
        Assert.Equal(6, verified.GetProperty("rows").GetInt64());
        var rows = (await home.RunAsync(["audit", "list", "--json"], Token)).Json().EnumerateArray().ToList();
        Assert.All(rows, static row => Assert.Equal("cli", row.GetProperty("actorKind").GetString()));

        var again = await home.RunAsync(["audit", "verify", "--anchor", verified.GetProperty("anchor").GetString()!], Token);
        Assert.Equal(0, again.ExitCode);
        var other = await home.RunAsync(["audit", "verify", "--anchor", "6:" + new string('a', 64)], Token);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("row 6", other.Output, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> DoAsync(WeirHome home, string[] command, string input = "")
    {
        var result = await home.RunAsync(command, Token, input + "\n");
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result}");
        return result;
    }

    private static async Task<List<JsonElement>> ListAsync(WeirProcess weir, params string[] options) =>
        [.. (await weir.RunCliAsync(["audit", "list", "--json", .. options])).Json().EnumerateArray()];

    private static async Task<int> SignInAsync(HttpClient client, string key)
    {
        using var content = new StringContent($$"""{"key":"{{key}}"}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("console/session", UriKind.Relative), content, Token);
        return (int)response.StatusCode;
    }

    /// <summary>As it is, and in base64.</summary>
    private static string[] Forms(string secret) => [secret, secret[8..24], Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..^4]];
}
