using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Realtime;

/// <summary>A realtime session holds its next response, and ends between two responses when a budget does not afford another.</summary>
public sealed class RealtimeHoldTests : IAsyncLifetime
{
    private static readonly string[] Names = ["rich", "poor", "talked", "broken", "asked", "refused", "ended0", "ended1", "ended2", "limited"];

    // The first hold is 4,096 tokens in at $32 and 1,000 out at $64 per million: $0.195072. The response below costs $0.128.
    private const string Budget = "0.3";

    private const string Done = """{"type":"response.done","response":{"status":"completed","usage":{"total_tokens":2000,"input_tokens":0,"output_tokens":2000,"output_token_details":{"audio_tokens":2000}}}}""";

    private SocketUpstream? _upstream;
    private WeirProcess? _weir;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_ends_after_the_response_that_leaves_too_little_for_another()
    {
        using var client = await OpenAsync("rich");
        using var provider = await _upstream!.NextAsync(Token);
        Assert.Equal((0m, 0.195072m), await BudgetAsync("rich"));

        await provider.Socket.SendAsync("""{"type":"response.created"}""", Token);
        Assert.Contains("response.created", await client.ReadTextAsync(Token), StringComparison.Ordinal);
        await provider.Socket.SendAsync(Done, Token);

        Assert.Contains("response.done", await client.ReadTextAsync(Token), StringComparison.Ordinal);
        var error = JsonElement.Parse(await client.ReadTextAsync(Token));
        Assert.Equal(("error", "budget_exceeded"), (error.GetProperty("type").GetString(), error.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains("connection:rich", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[100], Token)).MessageType);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.CloseStatus);
        await Eventually.BeTrueAsync("nothing held", async () => await BudgetAsync("rich") == (0.128m, 0m), Token);
    }

    [Fact]
    public async Task A_session_that_no_budget_affords_is_not_opened()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync("poor"));

        Assert.Contains("402", refused.Message, StringComparison.Ordinal);
        Assert.Equal((0m, 0m), await BudgetAsync("poor"));
    }

    [Fact]
    public async Task What_the_client_says_is_held_before_it_is_sent()
    {
        using var client = await OpenAsync("talked");
        using var provider = await _upstream!.NextAsync(Token);

        // Text of more tokens than the budget affords to be read once.
        await client.SendAsync($$"""{"type":"conversation.item.create","item":{"text":"{{new string('a', 12_000)}}"} }""", Token);

        Assert.Contains("budget_exceeded", await client.ReadTextAsync(Token), StringComparison.Ordinal);
        await Eventually.BeTrueAsync("nothing held", async () => await BudgetAsync("talked") == (0m, 0m), Token);
    }

    [Fact]
    public async Task A_response_that_broke_off_counts_at_its_worst_case_since_the_provider_may_bill_it()
    {
        using (var client = await OpenAsync("broken"))
        {
            using var provider = await _upstream!.NextAsync(Token);
            await provider.Socket.SendAsync("""{"type":"response.created"}""", Token);
            await client.ReadTextAsync(Token);
            client.Abort();
        }

        await Eventually.BeTrueAsync("counted as spent", async () => await BudgetAsync("broken") == (0.195072m, 0m), Token);
    }

    [Fact]
    public async Task A_response_that_was_asked_for_and_never_seen_counts_as_well()
    {
        using (var client = await OpenAsync("asked"))
        {
            using var provider = await _upstream!.NextAsync(Token);
            await client.SendAsync("""{"type":"response.create"}""", Token);
            await provider.Socket.ReadTextAsync(Token);
            client.Abort();
        }

        await Eventually.BeTrueAsync("counted as spent", async () => await BudgetAsync("asked") == (0.195072m, 0m), Token);
    }

    [Fact]
    public async Task A_response_that_the_provider_refuses_to_make_costs_nothing()
    {
        using (var client = await OpenAsync("refused"))
        {
            using var provider = await _upstream!.NextAsync(Token);
            await client.SendAsync("""{"type":"response.create"}""", Token);
            await provider.Socket.ReadTextAsync(Token);
            await provider.Socket.SendAsync("""{"type":"error","error":{"code":"conversation_already_has_active_response"}}""", Token);
            await client.ReadTextAsync(Token);
            client.Abort();
        }

        await Eventually.BeTrueAsync("nothing held", async () => await BudgetAsync("refused") == (0m, 0m), Token);
    }

    /// <summary>A rate limit costs nothing; what failed with a bill costs that; what tells no bill costs all that it could.</summary>
    [Theory]
    [InlineData(0, "\"status\":\"failed\",\"output\":[],\"usage\":null", "0")]
    [InlineData(1, "\"status\":\"failed\",\"output\":[{}],\"usage\":{\"input_tokens\":0,\"output_tokens\":1000,\"output_token_details\":{\"audio_tokens\":1000}}", "0.064")]
    [InlineData(2, "\"status\":\"completed\",\"output\":[{}]", "0.195072")]
    public async Task A_response_costs_what_its_end_tells(int number, string end, string spent)
    {
        var name = $"ended{number}";
        using (var client = await OpenAsync(name))
        {
            using var provider = await _upstream!.NextAsync(Token);
            await provider.Socket.SendAsync("""{"type":"response.done","response":{""" + end + "}}", Token);
            await client.ReadTextAsync(Token);
            await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
        }

        await Eventually.BeTrueAsync("settled", async () => await BudgetAsync(name) == (decimal.Parse(spent, CultureInfo.InvariantCulture), 0m), Token);
    }

    [Fact]
    public async Task What_a_response_used_counts_on_limits_and_ends_the_session_where_none_is_left()
    {
        using var client = await OpenAsync("limited");
        using var provider = await _upstream!.NextAsync(Token);
        await provider.Socket.SendAsync(Done, Token);

        Assert.Contains("response.done", await client.ReadTextAsync(Token), StringComparison.Ordinal);
        var error = JsonElement.Parse(await client.ReadTextAsync(Token)).GetProperty("error");
        Assert.Equal("rate_limited", error.GetProperty("code").GetString());
        Assert.Contains("connection:limited is 1,500 tokens a minute", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(WebSocketMessageType.Close, (await client.ReceiveAsync(new byte[100], Token)).MessageType);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.CloseStatus);
        Assert.Contains("429", (await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync("limited"))).Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        _upstream = await SocketUpstream.StartAsync(Token);
        var connections = Names.Select(name => $$"""
              - name: {{name}}
                type: openai-compatible
                base_url: {{_upstream.BaseUrl}}
                auth_method: none
                models:
                  - {id: gpt-realtime, limit: {context: 32000, output: 1000}, cost: {input: 4, output: 16, input_audio: 32, output_audio: 64} }
            """);
        _weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $$"""
                    version: 2
                    providers:
                    {{string.Join('\n', connections)}}
                    budgets:
                      - {on: "connection:rich", total: {{Budget}} }
                      - {on: "connection:poor", total: 0.1}
                      - {on: "connection:talked", total: {{Budget}} }
                      - {on: "connection:broken", total: {{Budget}} }
                      - {on: "connection:asked", total: {{Budget}} }
                      - {on: "connection:refused", total: {{Budget}} }
                      - {on: "connection:ended0", total: {{Budget}} }
                      - {on: "connection:ended1", total: {{Budget}} }
                      - {on: "connection:ended2", total: {{Budget}} }
                    limits:
                      - {on: "connection:limited", tpm: 1500}
                    """,
            },
            Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _weir!.DisposeAsync();
        await _upstream!.DisposeAsync();
    }

    private async Task<ClientWebSocket> OpenAsync(string connection)
    {
        var client = new ClientWebSocket();
        client.Options.SetRequestHeader("Authorization", "Bearer " + _weir!.ClientKey);
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{_weir.Url.Port}/v1/realtime?model={connection}/gpt-realtime"), Token);
        return client;
    }

    private async Task<(decimal Spent, decimal Held)> BudgetAsync(string connection)
    {
        var budget = (await _weir!.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray().Single(entry => entry.GetProperty("on").GetString() == "connection:" + connection);
        return (budget.GetProperty("spent").GetInt64() / 1_000_000_000m, budget.GetProperty("held").GetInt64() / 1_000_000_000m);
    }
}
