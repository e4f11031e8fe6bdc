using System.Globalization;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Quotas;

/// <summary>A vendor's export against the real program's ledger: equal to the nano-dollar, or every difference listed.</summary>
public sealed class ReconcileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_by_day_agrees_or_every_difference_is_listed()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        await using var weir = await StartAsync(upstream, "openai", "gpt-4o");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal(200, (await weir.Http.ChatAsync("bill/gpt-4o", Token)).Status);
        }

        // Three times 1,000 in and 500 out, at $2.50 and $10 a million: $0.0075 each.
        var today = new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeSeconds();
        var usage = $$"""{"data":[{"start_time":{{today}},"results":[{"model":"gpt-4o-2024-08-06","input_tokens":INPUT,"output_tokens":1500,"num_model_requests":3}]}]}""";
        var same = await ReconcileAsync(weir, "usage.json", usage.Replace("INPUT", "3000", StringComparison.Ordinal));
        Assert.True(same.ExitCode == 0, same.ToString());

        var costs = await ReconcileAsync(weir, "costs.json", $$"""{"data":[{"start_time":{{today}},"results":[{"amount":{"value":0.0075,"currency":"usd"},"line_item":"gpt-4o-2024-08-06, input"},{"amount":{"value":0.015,"currency":"usd"},"line_item":"gpt-4o-2024-08-06, output"}]}]}""", "--provider", "openai");
        Assert.True(costs.ExitCode == 0, costs.ToString());

        var other = await ReconcileAsync(weir, "usage.json", usage.Replace("INPUT", "3001", StringComparison.Ordinal));
        Assert.True(other.ExitCode == 1, other.ToString());
        var day = Assert.Single(other.Json().GetProperty("days").EnumerateArray());
        Assert.Equal((3001, 3000, 22_500_000), (day.GetProperty("export").GetProperty("input").GetInt64(), day.GetProperty("ledger").GetProperty("input").GetInt64(), day.GetProperty("ledger").GetProperty("costNanoDollars").GetInt64()));

        var words = await weir.RunCliAsync("usage", "reconcile", Path.Combine(weir.Home.WorkFolder, "usage.json"));
        Assert.True(words.ExitCode == 1, words.ToString());
        Assert.Contains("3,001 / 3,000", words.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_with_ids_is_compared_request_by_request()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        await using var weir = await StartAsync(upstream, "openrouter", "openai/gpt-4o");
        Assert.Equal(200, (await weir.Http.ChatAsync("bill/openai/gpt-4o", Token)).Status);
        Assert.Equal(200, (await weir.Http.ChatAsync("bill/openai/gpt-4o", Token)).Status);
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

        var result = await ReconcileAsync(weir, "activity.csv", $"generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\ngen-1,{now},0.0075,1000,500,openai/gpt-4o\ngen-2,{now},0.0075,1000,500,openai/gpt-4o\ngen-3,{now},0.1,9,9,openai/gpt-4o\n");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(2, result.Json().GetProperty("requestsThatAgree").GetInt32());
        var extra = Assert.Single(result.Json().GetProperty("requests").EnumerateArray());
        Assert.Equal(("gen-3", JsonValueKind.Null), (extra.GetProperty("exportId").GetString(), extra.GetProperty("requestId").ValueKind));

        // The clocks are hours apart, and the first one's figures differ: only the id can tell which is which.
        var late = DateTimeOffset.UtcNow.Date.AddHours(DateTimeOffset.UtcNow.Hour < 12 ? 20 : 2).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var byId = await ReconcileAsync(weir, "late.csv", $"generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\ngen-1,{late},0.0076,1000,500,openai/gpt-4o\ngen-2,{late},0.0075,1000,500,openai/gpt-4o\n");
        var differs = Assert.Single(byId.Json().GetProperty("requests").EnumerateArray());
        Assert.Equal("gen-1", differs.GetProperty("exportId").GetString());
        var words = await weir.RunCliAsync("requests", "show", differs.GetProperty("requestId").GetString()!);
        Assert.Contains("gen-1", words.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_t_be_read_is_wrong_usage()
    {
        await using var upstream = await StandInGateway.StartAsync(Token);
        await using var weir = await StartAsync(upstream, "openai", "gpt-4o");

        Assert.Equal(2, (await weir.RunCliAsync("reconcile", "no-such-file")).ExitCode);
        Assert.Equal(2, (await ReconcileAsync(weir, "a.csv", "a,b\n1,2\n")).ExitCode);
    }

    private static async Task<CommandResult> ReconcileAsync(WeirProcess weir, string name, string text, params IEnumerable<string> arguments)
    {
        var path = Path.Combine(weir.Home.WorkFolder, name);
        await File.WriteAllTextAsync(path, text, Token);
        return await weir.RunCliAsync(["reconcile", path, "--json", .. arguments]);
    }

    private static Task<WeirProcess> StartAsync(StandInGateway upstream, string type, string model) => WeirProcess.StartAsync(
        new WeirSetup
        {
            Config = $$"""
                version: 2
                providers:
                  - {name: bill, type: {{type}}, base_url: "{{upstream.Origin}}/bill/v1", api_key: "${BILL_KEY}", quota: {enabled: false}, models: [{id: "{{model}}", cost: {input: 2.5, output: 10} }]}
                """,
            Variables = new Dictionary<string, string> { ["BILL_KEY"] = WeirSetup.RandomKey() },
        },
        Token);
}
