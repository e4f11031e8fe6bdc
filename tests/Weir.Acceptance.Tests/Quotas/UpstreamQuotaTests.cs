using System.Globalization;
using System.Text.Json;
using Weir.Acceptance.Tests.Ledger;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Quotas;

/// <summary>What upstreams say is left: read in each format, shown with its age, and heeded by routing.</summary>
public sealed class UpstreamQuotaTests
{
    private const string Key = "sk-quota-test-0123456789abcdef";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_format_is_read_with_the_connection_s_own_key()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        upstream.Set("/neutral/v1/quota", """{"key":"k","tokens":{"limit":1000,"used":250,"remaining":750,"resets_at":"2099-01-01T00:00:00Z"},"cost":{"currency":"USD","limit":50,"used":12.5,"remaining":37.5}}""");
        upstream.Set("/router/v1/me", """{"data":{"usage":12.5,"limit":null}}""");
        upstream.Set("/pointers/v1/left", """{"a":{"left":"7.25"}}""");
        upstream.Set("/user/balance", """{"is_available":true,"balance_infos":[{"currency":"CNY","total_balance":"110.00"}]}""");
        await using var weir = await StartAsync(upstream, $$"""
              - {name: neutral, type: openai-compatible, base_url: "{{upstream.Origin}}/neutral/v1", api_key: "${QUOTA_KEY}", models: [m], headers: {x-team: research}, quota: {path: /quota, format: neutral} }
              - {name: router, type: openai-compatible, base_url: "{{upstream.Origin}}/router/v1", api_key: "${QUOTA_KEY}", models: [m], quota: {path: /me, format: openrouter} }
              - {name: pointers, type: openai-compatible, base_url: "{{upstream.Origin}}/pointers/v1", api_key: "${QUOTA_KEY}", models: [m], quota: {path: /left, format: {remaining: /a/left, currency: EUR} } }
              - {name: vendor, type: deepseek, base_url: "{{upstream.Origin}}", api_key: "${QUOTA_KEY}"}
            """);

        var quotas = await QuotasAsync(weir, "--refresh");

        Assert.Equal(
            ["neutral cost budget 37.5 USD", "neutral tokens allowance 750 tokens", "router credits spend  USD", "pointers cost balance 7.25 EUR", "vendor balance CNY balance 110.00 CNY"],
            quotas.Select(static quota => $"{quota.GetProperty("connection")} {quota.GetProperty("window")} {quota.GetProperty("meaning")} {quota.GetProperty("remaining")} {quota.GetProperty("unit")}"));
        Assert.All(quotas, static quota =>
        {
            Assert.StartsWith("QUOTA_KEY", quota.GetProperty("credential").GetString(), StringComparison.Ordinal);
            Assert.InRange(quota.GetProperty("ageSeconds").GetInt64(), 0, 30);
        });
        Assert.Equal(0.25, quotas[1].GetProperty("used").GetDouble());
        Assert.All(upstream.Asked, static asked => Assert.Equal("Bearer " + Key, asked.Headers["Authorization"]));
        Assert.Equal("research", upstream.Asked.First(static asked => asked.Path == "/neutral/v1/quota").Headers["x-team"]);

        // A person may ask again in ten seconds, not at once.
        var asked = upstream.Asked.Count;
        var words = await weir.RunCliAsync("quota", "--refresh");
        Assert.Equal(asked, upstream.Asked.Count);
        Assert.Contains("75%", words.Output, StringComparison.Ordinal);
        Assert.Contains("$37.50 of $50.00", words.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, words.ToString() + weir.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_answers_are_a_clear_state_and_never_a_quota()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        var answers = new (string Name, string Body, int Status, string? Location, string Says)[]
        {
            ("huge", "{\"tokens\":{\"remaining\":0},\"x\":\"" + new string('x', 300 * 1024) + "\"}", 200, null, "longer than 256 KiB"),
            ("html", "<html>no</html>", 200, null, "not JSON"),
            ("nan", """{"tokens":{"limit":"NaN","used":"-1e999","remaining":"Infinity"},"cost":{"limit":-1,"used":[],"remaining":{}}}""", 200, null, "no quota in it"),
            ("away", "", 302, "http://127.0.0.1:1/", "redirects are not followed"),
            ("shut", """{"error":"sk-quota-test-0123456789abcdef"}""", 401, null, "may not read the quota"),
            ("gone", "", 404, null, "no quota at this address"),
            ("down", "", 503, null, "It answered 503."),
        };
        foreach (var (name, body, status, location, _) in answers)
        {
            upstream.Set($"/{name}/v1/quota", body, status, location);
        }

        await using var weir = await StartAsync(upstream, string.Concat(answers.Select(answer =>
            $"  - {{name: {answer.Name}, type: openai-compatible, base_url: \"{upstream.Origin}/{answer.Name}/v1\", api_key: \"${{QUOTA_KEY}}\", models: [m], quota: {{path: /quota}} }}\n")));

        var quotas = await QuotasAsync(weir, "--refresh");

        foreach (var (name, _, _, _, says) in answers)
        {
            var quota = Assert.Single(quotas, quota => quota.GetProperty("connection").GetString() == name);
            Assert.Equal(JsonValueKind.Null, quota.GetProperty("window").ValueKind);
            Assert.Equal(JsonValueKind.Null, quota.GetProperty("withheldUntil").ValueKind);
            Assert.Contains(says, quota.GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.Equal(200, (await weir.Http.ChatAsync(name + "/m", Token)).Status);
        }

        Assert.DoesNotContain(Key, weir.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_at_zero_leaves_routing_says_why_and_returns_at_its_reset()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        await using var weir = await StartAsync(upstream, Chain(upstream));
        var reset = DateTimeOffset.UtcNow.AddSeconds(20);
        upstream.Set("/a/v1/quota", Used(reset));

        var quota = Assert.Single(await QuotasAsync(weir, "a", "--refresh"));
        Assert.True(quota.GetProperty("withheldUntil").GetDateTimeOffset() > DateTimeOffset.UtcNow, quota.ToString());

        var (model, id) = await AskAsync(weir, "both");
        Assert.Equal("b/m", model);
        var row = await LedgerRow.ReadAsync(weir, id, Token);
        Assert.Contains("a/m was passed over: its quota is used up until", row.GetRawText(), StringComparison.Ordinal);
        var preview = await weir.RunCliAsync("explain", "--what-if", "--model", "both", "--json");
        Assert.Contains("Its quota is used up until", preview.Output, StringComparison.Ordinal);
        Assert.Contains("rate-limited", (await weir.RunCliAsync("providers", "--json")).Output, StringComparison.Ordinal);

        // The only one there is: its client hears from it, not from Weir.
        Assert.Equal("a/m", (await AskAsync(weir, "a/m")).Model);

        await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (reset - DateTimeOffset.UtcNow).Ticks)) + TimeSpan.FromMilliseconds(200), Token);
        Assert.Equal("a/m", await ModelAsync(weir));
    }

    [Fact]
    public async Task A_restart_shows_the_last_value_with_its_age_and_heeds_it()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        upstream.Set("/a/v1/quota", Used(DateTimeOffset.UtcNow.AddHours(1)));
        using var home = new WeirHome(Setup(Chain(upstream)));
        string? seen;
        await using (var first = await WeirProcess.StartAsync(home, Token))
        {
            seen = Assert.Single(await QuotasAsync(first, "a", "--refresh")).GetProperty("seenAt").GetString();
        }

        upstream.Set("/a/v1/quota", "", 503);
        await using var weir = await WeirProcess.StartAsync(home, Token);

        Assert.Equal("b/m", await ModelAsync(weir));
        var quota = Assert.Single(await QuotasAsync(weir, "a"));
        Assert.Equal((seen, "tokens", 0m), (quota.GetProperty("seenAt").GetString(), quota.GetProperty("window").GetString(), quota.GetProperty("remaining").GetDecimal()));
        Assert.DoesNotContain(Key, await File.ReadAllTextAsync(Path.Combine(home.DataFolder, "quotas.json"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_in_use_is_asked_by_itself_and_one_that_is_not_is_left_alone()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        upstream.Set("/a/v1/quota", """{"tokens":{"limit":10,"remaining":9}}""");
        upstream.Set("/b/v1/quota", """{"tokens":{"limit":10,"remaining":9}}""");
        await using var weir = await StartAsync(upstream, Chain(upstream));

        Assert.Equal("a/m", await ModelAsync(weir));
        await Eventually.BeTrueAsync("the quota of the connection in use", () => Task.FromResult(upstream.Asked.Count > 0), Token);

        Assert.Equal("/a/v1/quota", Assert.Single(upstream.Asked).Path);
    }

    private static string Used(DateTimeOffset reset) => $$"""{"tokens":{"limit":1000,"used":1000,"remaining":0,"resets_at":"{{reset.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}}"} }""";

    private static string Chain(StandInGateway upstream) => $$"""
          - {name: a, type: openai-compatible, base_url: "{{upstream.Origin}}/a/v1", api_key: "${QUOTA_KEY}", models: [m], quota: {path: /quota} }
          - {name: b, type: openai-compatible, base_url: "{{upstream.Origin}}/b/v1", api_key: "${QUOTA_KEY}", models: [m], quota: {path: /quota} }
        chains:
          both: {targets: [a/m, b/m], retries: 0}
        """;

    private static WeirSetup Setup(string providers) => new() { Config = "version: 2\nproviders:\n" + providers, Variables = new Dictionary<string, string> { ["QUOTA_KEY"] = Key } };

    private static Task<WeirProcess> StartAsync(StandInGateway upstream, string providers)
    {
        Assert.NotNull(upstream);
        return WeirProcess.StartAsync(Setup(providers), Token);
    }

    private static async Task<IReadOnlyList<JsonElement>> QuotasAsync(WeirProcess weir, params IEnumerable<string> arguments)
    {
        var result = await weir.RunCliAsync(["quota", "--json", .. arguments]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return [.. result.Json().EnumerateArray()];
    }

    private static async Task<string> ModelAsync(WeirProcess weir) => (await AskAsync(weir, "both")).Model;

    private static async Task<(string Model, string Id)> AskAsync(WeirProcess weir, string model)
    {
        using var content = ChatCalls.Body(model);
        using var response = await weir.Http.PostAsync(ChatCalls.Route, content, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
        return (response.Headers.GetValues("x-weir-model").Single(), response.Headers.GetValues("x-weir-request-id").Single());
    }
}
