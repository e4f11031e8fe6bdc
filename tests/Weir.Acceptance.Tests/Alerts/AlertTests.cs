using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Alerts;

/// <summary>Alerts of the real program: once, signed, again after a failure and a restart.</summary>
public sealed class AlertTests
{
    private const string Key = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_budget_that_many_requests_cross_is_told_once_with_a_good_signature()
    {
        await using var receiver = await ReplayUpstream.StartAsync(Token);
        receiver.Play([.. Enumerable.Repeat(UpstreamAnswer.Json("{}"), 50)]);
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config(receiver) }, Token);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => weir.Http.ChatAsync("sim/echo", Token)));
        await Eventually.BeTrueAsync("the webhook", () => Task.FromResult(receiver.Received.Count > 0), Token);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => weir.Http.ChatAsync("sim/echo", Token)));
        await Task.Delay(TimeSpan.FromSeconds(3), Token);

        var sent = Assert.Single(receiver.Received);
        AssertSigned(sent);
        var message = JsonElement.Parse(Encoding.UTF8.GetString(sent.Body));
        Assert.Equal("alert.budget_threshold", message.GetProperty("type").GetString());
        Assert.Equal("gateway/lifetime/tokens", message.GetProperty("data").GetProperty("facts").GetProperty("budget").GetString());
        Assert.DoesNotContain(receiver.Origin, weir.Log, StringComparison.Ordinal);

        var listed = Assert.Single((await weir.RunCliAsync("alerts", "list", "--open", "--json")).Json().EnumerateArray());
        Assert.Equal("sent", Assert.Single(listed.GetProperty("deliveries").EnumerateArray()).GetProperty("state").GetString());
        var known = await weir.RunCliAsync("alerts", "ack", listed.GetProperty("id").GetString()!);
        Assert.True(known.ExitCode == 0, known.ToString());
        Assert.Empty((await weir.RunCliAsync("alerts", "list", "--open", "--json")).Json().EnumerateArray());
    }

    [Fact]
    public async Task What_failed_is_sent_again_by_the_next_process_under_the_same_id()
    {
        await using var receiver = await ReplayUpstream.StartAsync(Token);
        receiver.Play([.. Enumerable.Repeat(UpstreamAnswer.Json("{}", 503), 50)]);
        using var home = new WeirHome(new WeirSetup { Config = Config(receiver) });
        string id;
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => weir.Http.ChatAsync("sim/echo", Token)));
            await Eventually.BeTrueAsync("the first try", () => Task.FromResult(receiver.Received.Count > 0), Token);
            id = receiver.Received[0].Headers["webhook-id"];
            await Eventually.BeTrueAsync("the note of the failure", () => Task.FromResult(weir.Log.Contains("it answered 503", StringComparison.Ordinal)), Token);
            await weir.KillAsync(Token);
        }

        receiver.Play([.. Enumerable.Repeat(UpstreamAnswer.Json("{}"), 50)]);
        await using var again = await WeirProcess.StartAsync(home, Token);
        await Eventually.BeTrueAsync("the second try", () => Task.FromResult(receiver.Received.Count > 0), Token);
        await Task.Delay(TimeSpan.FromSeconds(2), Token);

        var sent = Assert.Single(receiver.Received);
        Assert.Equal(id, sent.Headers["webhook-id"]);
        AssertSigned(sent);
    }

    [Fact]
    public async Task A_command_gets_the_alert_on_standard_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command of this test is a shell script.");
        using var folder = new TemporaryFolder();
        var file = folder.Combine("told.json");
        var config = Base + $"""

            alerts:
              commands:
                - name: desk
                  command: [/bin/sh, -c, "cat > \"$0.next\"; test -z \"$WEIR_ADMIN_KEY\" && mv \"$0.next\" \"$0\"", "{file}"]
                  on: [budget_threshold]
            """;
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = config }, Token);

        var tried = await weir.RunCliAsync("alerts", "test");
        Assert.True(tried.ExitCode == 0, tried.ToString());
        Assert.Contains("alert.test", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        File.Delete(file);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => weir.Http.ChatAsync("sim/echo", Token)));

        await Eventually.BeTrueAsync("the command", () => Task.FromResult(File.Exists(file)), Token);
        var message = JsonElement.Parse(await File.ReadAllTextAsync(file, Token));
        Assert.Equal("alert.budget_threshold", message.GetProperty("type").GetString());
    }

    /// <summary>Forty requests are far beyond the soft budget's share, and nothing is refused.</summary>
    private const string Base = """
        version: 2
        providers:
          - {name: sim, type: simulator, models: [{id: echo, cost: {input: 1, output: 1}, limit: {context: 2000, output: 100}}]}
        budgets:
          - {on: gateway, total_tokens: 100, hard: false}
        """;

    private static string Config(ReplayUpstream receiver) => Base + $$"""

        alerts:
          webhooks:
            - {name: ops, url: "{{receiver.Origin}}/hook", secret: {{Key}}, on: [budget_threshold]}
        """;

    private static void AssertSigned(ReceivedRequest request)
    {
        var (id, at) = (request.Headers["webhook-id"], request.Headers["webhook-timestamp"]);
        var content = Encoding.UTF8.GetBytes($"{id}.{at}.").Concat(request.Body).ToArray();
        var wanted = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key[6..]), content));
        Assert.Equal(wanted, request.Headers["webhook-signature"]);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(at, System.Globalization.CultureInfo.InvariantCulture), -5, 60);
        Assert.Equal("POST", request.Method);
    }
}
