using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.Npm;

/// <summary>The SDKs of Anthropic, Google and OpenAI on upstreams of other dialects than their own.</summary>
public sealed class OtherDialectTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("gemini")]
    [InlineData("bedrock")]
    [InlineData("ollama")]
    [InlineData("cohere")]
    public async Task Anthropic_s_SDK_makes_a_tool_round_trip(string upstream)
    {
        Recordings.PlayToolRoundTrip(gateway.Upstream, upstream);

        var lines = await RunAsync("anthropic.mjs", "tools", upstream);

        var call = lines[0].GetProperty("content").EnumerateArray().First(static block => block.GetProperty("type").GetString() == "tool_use");
        Assert.Equal("tool_use", lines[0].GetProperty("stop_reason").GetString());
        Assert.Equal(JsonValueKind.Object, call.GetProperty("input").ValueKind);
        Assert.NotEmpty(call.GetProperty("name").GetString()!);
        Assert.Equal("end_turn", lines[1].GetProperty("stop_reason").GetString());
        Assert.True(lines[1].GetProperty("usage").GetProperty("output_tokens").GetInt32() > 0);
        Assert.Contains("London", gateway.Upstream.Received[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("claude")]
    [InlineData("responses")]
    [InlineData("bedrock")]
    [InlineData("ollama")]
    [InlineData("cohere")]
    public async Task Google_s_SDK_makes_a_tool_round_trip(string upstream)
    {
        Recordings.PlayToolRoundTrip(gateway.Upstream, upstream);

        var lines = await RunAsync("google.mjs", "tools", upstream);

        Assert.Contains(lines[0].GetProperty("parts").EnumerateArray(), static part => part.TryGetProperty("functionCall", out _));
        Assert.Equal("STOP", lines[1].GetProperty("finishReason").GetString());
        Assert.True(lines[1].GetProperty("usage").GetProperty("promptTokenCount").GetInt32() > 0);
        Assert.Contains("London", gateway.Upstream.Received[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("gemini")]
    [InlineData("bedrock")]
    public async Task OpenAI_s_SDK_makes_a_tool_round_trip(string upstream)
    {
        Recordings.PlayToolRoundTrip(gateway.Upstream, upstream);
        var weir = await gateway.WeirAsync();

        var result = await NodeKit.RunAsync("openai.mjs", ["tools", "main"], new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, upstream + "/"), TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(2, gateway.Upstream.Received.Count);
        Assert.Contains("tool_calls", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("claude")]
    [InlineData("gemini")]
    [InlineData("bedrock")]
    [InlineData("ollama")]
    [InlineData("cohere")]
    public async Task OpenAI_s_SDK_answers_a_call_of_Responses_by_reference(string upstream)
    {
        Recordings.PlayToolRoundTrip(gateway.Upstream, upstream);
        var weir = await gateway.WeirAsync();

        var result = await NodeKit.RunAsync("openai.mjs", ["responsesTools", "main"], new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, upstream + "/"), TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = result.JsonLines();
        var call = lines[0].GetProperty("output").EnumerateArray().First(static item => item.GetProperty("type").GetString() == "function_call");
        Assert.Equal("completed", lines[1].GetProperty("status").GetString());
        Assert.NotEmpty(lines[1].GetProperty("output_text").GetString()!);
        Assert.Contains("London", gateway.Upstream.Received[1].Text, StringComparison.Ordinal);
        Assert.Contains(call.GetProperty("name").GetString()!, gateway.Upstream.Received[1].Text, StringComparison.Ordinal);
    }

    /// <summary>The package sends only what is new as soon as it has an answer's id. The upstream must see every turn whole, or answers to half a conversation come back.</summary>
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("gemini")]
    public async Task Anthropic_s_tool_runner_sends_the_whole_history_where_no_server_keeps_it(string upstream)
    {
        const string arguments = """{"country":"UK"}""";
        gateway.Upstream.Play(
            ScriptedTurns.ToolCall(upstream, "get_capital", arguments),
            ScriptedTurns.ToolCall(upstream, "get_capital", arguments),
            ScriptedTurns.Text(upstream, "It is London."));

        var end = (await RunAsync("anthropic.mjs", "runner", upstream))[0];

        Assert.Equal(2, end.GetProperty("answers").GetArrayLength());
        Assert.Equal("It is London.", end.GetProperty("last").GetProperty("content")[0].GetProperty("text").GetString());
        var asked = gateway.Upstream.Received;
        Assert.Equal(3, asked.Count);
        Assert.All(asked, static request => Assert.Contains("Answer briefly.", request.Text, StringComparison.Ordinal));
        Assert.All(asked, static request => Assert.Contains("What is the capital of the United Kingdom?", request.Text, StringComparison.Ordinal));
        Assert.All(asked, static request => Assert.Contains("The capital of a country", request.Text, StringComparison.Ordinal));
        Assert.Equal(3, asked[2].Text.Split("UK: London").Length);
    }

    [Fact]
    public async Task Weir_keeps_what_a_client_of_Responses_refers_to_where_the_upstream_does_not()
    {
        gateway.Upstream.Play(ScriptedMessages.Text("main", "Noted."), ScriptedMessages.Text("main", "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await NodeKit.RunAsync("openai.mjs", ["responses", "main"], new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, "claude/"), TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = result.JsonLines();
        Assert.Equal(lines[0].GetProperty("id").GetString(), lines[1].GetProperty("previous_response_id").GetString());
        Assert.Equal(lines[0].GetProperty("id").GetString(), lines[2].GetProperty("id").GetString());
        var second = gateway.Upstream.Received[1].Json().GetProperty("messages").EnumerateArray().Select(static message => message.GetRawText()).ToList();
        Assert.Equal(3, second.Count);
        Assert.Contains("twelve metres long", second[0], StringComparison.Ordinal);
        Assert.Contains("Noted.", second[1], StringComparison.Ordinal);
        Assert.Contains("How long is it?", second[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anthropic.mjs", "chat", "input_tokens")]
    [InlineData("google.mjs", "chat", "totalTokens")]
    public async Task Tokens_are_estimated_where_the_upstream_does_not_count(string script, string upstream, string member)
    {
        gateway.Upstream.Play();
        var count = (await RunAsync(script, "count", upstream))[0];
        Assert.InRange(count.GetProperty(member).GetInt32(), 3, 20);
        Assert.Empty(gateway.Upstream.Received);
    }

    [Fact]
    public async Task Tokens_are_counted_by_an_upstream_of_another_dialect()
    {
        gateway.Upstream.Play(UpstreamAnswer.Json("""{"input_tokens":42}"""));
        var count = (await RunAsync("google.mjs", "count", "claude"))[0];
        Assert.Equal(42, count.GetProperty("totalTokens").GetInt32());
        Assert.Equal("/v1/messages/count_tokens", Assert.Single(gateway.Upstream.Received).Path);
    }

    [Theory]
    [InlineData("anthropic.mjs", "RateLimitError")]
    [InlineData("google.mjs", "ApiError")]
    public async Task An_upstream_s_refusal_is_the_SDK_s_own_error(string script, string name)
    {
        gateway.Upstream.Play(UpstreamAnswer.Json("""{"error":{"message":"Slow down.","type":"rate_limit_error","code":"rate_limit_exceeded"}}""", status: 429));
        var failure = (await RunAsync(script, "failure", "chat"))[0];
        Assert.Equal((name, 429), (failure.GetProperty("name").GetString(), failure.GetProperty("status").GetInt32()));
        Assert.Contains("Slow down.", failure.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Half an answer must not look like a whole one.</summary>
    [Theory]
    [InlineData("anthropic.mjs", "chat")]
    [InlineData("google.mjs", "chat")]
    [InlineData("anthropic.mjs", "gemini")]
    [InlineData("google.mjs", "claude")]
    public async Task An_answer_that_breaks_off_is_an_error_of_the_SDK(string script, string upstream)
    {
        gateway.Upstream.Play(ScriptedTurns.Text(upstream, "Once upon a time there was a weir.") with { Pieces = 4, Ending = UpstreamEnding.Cut });

        var end = (await RunAsync(script, "broken", upstream))[0];

        Assert.StartsWith("Once", end.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(end.TryGetProperty("name", out _), end.ToString());
        Assert.NotEmpty(end.GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("gemini")]
    public async Task An_answer_that_breaks_off_is_an_error_of_OpenAI_s_SDK(string upstream)
    {
        var broken = ScriptedTurns.Text(upstream, "Once upon a time there was a weir.") with { Pieces = 4, Ending = UpstreamEnding.Cut };
        gateway.Upstream.Play(broken, broken);
        var weir = await gateway.WeirAsync();

        var result = await NodeKit.RunAsync("openai.mjs", ["broken", "main"], new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, upstream + "/"), TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var lines = result.JsonLines();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, static end => Assert.StartsWith("Once", end.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.All(lines, static end => Assert.True(end.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 }, end.ToString()));
    }

    [Theory]
    [InlineData("anthropic.mjs")]
    [InlineData("google.mjs")]
    public async Task Models_are_listed_in_the_SDK_s_own_pages(string script)
    {
        var list = (await RunAsync(script, "models", "chat"))[0].EnumerateArray().Select(static entry => entry.GetString()).ToList();
        Assert.NotEmpty(list);
        Assert.Equal(list.Count, list.Distinct().Count());
    }

    private async Task<IReadOnlyList<JsonElement>> RunAsync(string script, string scenario, string upstream)
    {
        var weir = await gateway.WeirAsync();
        var result = await NodeKit.RunAsync(script, [scenario, $"{upstream}/main"], weir.Url, weir.ClientKey, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.JsonLines();
    }
}
