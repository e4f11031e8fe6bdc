using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.OpenAiSdk;

/// <summary>The official OpenAI SDK sees the same through Weir as it sees at the provider itself.</summary>
public sealed class OpenAiSdkTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_is_answered_as_by_the_provider()
    {
        var recorded = UpstreamAnswer.Recorded("openai-chat/text");

        var (direct, through) = await BothAsync((session, token) => session.ChatAsync("gpt-5", token), recorded);

        Assert.Equal(direct, through);
        Assert.NotEmpty(direct[1]);
    }

    [Theory]
    [InlineData("openai-chat/text-stream-usage")]
    [InlineData("openai-chat/text-stream-no-usage")]
    [InlineData("openai-compat/deepseek-reasoning-stream")]
    [InlineData("openai-compat/groq-stream")]
    public async Task A_stream_gives_the_same_updates_as_the_provider(string name)
    {
        var recorded = UpstreamAnswer.Recorded(name) with { Chunking = Chunking.Random(1) };

        var (direct, through) = await BothAsync((session, token) => session.StreamAsync("gpt-4o", token), recorded);

        Assert.Equal(direct, through);
        Assert.True(direct.Count > 5);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_answered()
    {
        UpstreamAnswer[] recorded =
        [
            UpstreamAnswer.Recorded("openai-chat/tool-call-stream") with { Chunking = Chunking.Bytes(7) },
            UpstreamAnswer.Recorded("openai-chat/tool-result-stream") with { Chunking = Chunking.Bytes(7) },
        ];

        var (direct, through) = await BothAsync((session, token) => session.CallToolAsync("gpt-4o-mini", token), recorded);

        Assert.Equal(direct.Transcript, through.Transcript);
        Assert.Equal("get_capital", through.Tool);
        Assert.Equal("""{"country":"UK"}""", through.Arguments);
        Assert.Contains("London", through.Text, StringComparison.Ordinal);
        var result = gateway.Upstream.Received[^1].Json().GetProperty("messages").EnumerateArray().Last();
        Assert.Equal("London", result.GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_embedding_has_the_provider_s_numbers()
    {
        var recorded = UpstreamAnswer.Recorded("openai-embeddings/base64");

        var (direct, through) = await BothAsync((session, token) => session.EmbedAsync("text-embedding-3-small", token), recorded);

        Assert.Equal(direct, through);
        Assert.True(direct.Count > 100);
    }

    [Fact]
    public async Task The_model_list_names_connections_and_the_simulator()
    {
        var models = await new OpenAiSdkSession(await gateway.ThroughWeirAsync()).ListModelsAsync(Token);

        Assert.Contains("priced/house-model", models);
        Assert.Contains("simulator/echo", models);
    }

    [Theory]
    [InlineData("openai-chat/error-400", 400)]
    [InlineData("openai-chat/error-404-model", 404)]
    [InlineData("openai-compat/error-429", 429)]
    [InlineData("openai-compat/hf-error-5xx", 500)]
    public async Task A_provider_s_error_has_the_provider_s_status(string name, int status)
    {
        var recorded = UpstreamAnswer.Recorded(name);

        var (direct, through) = await BothAsync((session, token) => session.FailAsync("gpt-5", token), recorded);

        Assert.Equal(status, direct.Status);
        Assert.Equal(status, through.Status);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_before_the_provider_is_asked()
    {
        var endpoint = await gateway.ThroughWeirAsync() with { Key = "not-a-key" };
        gateway.Upstream.Play();

        var failure = await new OpenAiSdkSession(endpoint).FailAsync("gpt-5", Token);

        Assert.Equal(401, failure.Status);
        using var body = JsonDocument.Parse(failure.GetRawResponse()!.Content);
        Assert.Equal("invalid_credentials", body.RootElement.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(gateway.Upstream.Received);
    }

    private async Task<(T Direct, T Through)> BothAsync<T>(
        Func<OpenAiSdkSession, CancellationToken, Task<T>> run, params UpstreamAnswer[] answers)
    {
        gateway.Upstream.Play(answers);
        var direct = await run(new OpenAiSdkSession(gateway.Direct), Token);
        gateway.Upstream.Play(answers);
        var through = await run(new OpenAiSdkSession(await gateway.ThroughWeirAsync()), Token);
        Assert.Equal(answers.Length, gateway.Upstream.Received.Count);
        Assert.All(gateway.Upstream.Received, request => Assert.Equal($"Bearer {gateway.UpstreamKey}", request.Headers["Authorization"]));
        return (direct, through);
    }
}
