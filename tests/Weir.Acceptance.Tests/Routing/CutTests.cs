using System.Text.Json;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>Streams that break off after their text has begun: another model goes on, or the client is told.</summary>
public sealed class CutTests
{
    private const string Begun = "The river is";

    private const string Rest = " wide and slow.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_model_goes_on_and_the_client_sees_one_stream(bool isAnthropicClient)
    {
        await using var scene = await StartAsync("continue");
        var client = new RouteClient(isAnthropicClient, IsStream: true);
        scene.Set("a", BreakOffAsync);
        scene.Set("b", static (request, connection, token) => connection.AnswerAsync(200, GoodAnswer.Body(request.IsAnthropic, request.IsStream, Rest), token, GoodAnswer.Type(request.IsStream)));

        var answer = await client.AskAsync(scene.Http, "turn", Token);

        Assert.Equal(Begun + Rest, client.TextOf(answer));
        var messages = JsonElement.Parse(scene.Body("b")).GetProperty("messages");
        Assert.Equal(2, messages.GetArrayLength());
        Assert.Equal("assistant", messages[1].GetProperty("role").GetString());
        Assert.Contains(Begun, messages[1].GetRawText(), StringComparison.Ordinal);
        var attempts = RouteTrace.Attempts(await RouteTrace.ReadAsync(scene.Http, answer.RequestId, Token));
        Assert.Equal([("a/claude-3-5-haiku-20241022", "network_error"), ("b/claude-3-5-haiku-20241022", "")], attempts.Select(static attempt => (attempt.Target, attempt.Error)));
    }

    [Fact]
    public async Task The_third_goes_on_where_the_second_breaks_off_too()
    {
        await using var scene = await StartAsync("continue");
        var client = new RouteClient(IsAnthropic: true, IsStream: true);
        scene.Set("a", BreakOffAsync);
        scene.Set("b", static (request, connection, token) => BreakOffAsync(request, connection, " wide", token));
        scene.Set("c", static (request, connection, token) => connection.AnswerAsync(200, GoodAnswer.Body(request.IsAnthropic, request.IsStream, " and slow."), token, GoodAnswer.Type(request.IsStream)));

        Assert.Equal(Begun + Rest, client.TextOf(await client.AskAsync(scene.Http, "turn", Token)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_that_the_client_is_told(bool isAnthropicClient)
    {
        await using var scene = await StartAsync("error");
        var client = new RouteClient(isAnthropicClient, IsStream: true);
        scene.Set("a", BreakOffAsync);

        var answer = await client.AskAsync(scene.Http, "turn", Token);

        Assert.Equal(200, answer.Status);
        Assert.Equal(0, scene.Asked("b"));
        Assert.Contains(Begun, answer.Body, StringComparison.Ordinal);
        client.CheckRules(answer);
        var error = answer.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Single(static part => part.Contains("\"error\"", StringComparison.Ordinal));
        Assert.Contains("network_error", error, StringComparison.Ordinal);
        Assert.StartsWith(isAnthropicClient ? "event: error\ndata: {\"type\":\"error\"" : "data: {\"error\"", error, StringComparison.Ordinal);
    }

    private static Task BreakOffAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken) =>
        BreakOffAsync(request, connection, Begun, cancellationToken);

    private static async Task BreakOffAsync(FaultyRequest request, FaultyConnection connection, string text, CancellationToken cancellationToken)
    {
        await connection.SendAsync(
            FaultyConnection.Head(200, "text/event-stream", "", 5000) + GoodAnswer.Begin(request.IsAnthropic) + GoodAnswer.Delta(request.IsAnthropic, text) + "event: content_block_delta\ndata: {\"type\":\"conte",
            cancellationToken);
        await Task.Delay(100, cancellationToken);
        connection.Close();
    }

    private static Task<RouteScene> StartAsync(string onCut) => RouteScene.StartAsync(
        $$"""
        providers:
          - {name: a, type: anthropic, base_url: "http://UPSTREAM/a/v1", api_key: "${SCENE_KEY}", models: [claude-3-5-haiku-20241022]}
          - {name: b, type: anthropic, base_url: "http://UPSTREAM/b/v1", api_key: "${SCENE_KEY}", models: [claude-3-5-haiku-20241022]}
          - {name: c, type: anthropic, base_url: "http://UPSTREAM/c/v1", api_key: "${SCENE_KEY}", models: [claude-3-5-haiku-20241022]}
        chains: {turn: {targets: [a/claude-3-5-haiku-20241022, b/claude-3-5-haiku-20241022, c/claude-3-5-haiku-20241022], on_cut: {{onCut}}, retries: 0} }
        """,
        Token);
}
