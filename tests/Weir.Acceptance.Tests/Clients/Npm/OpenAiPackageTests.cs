using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.Npm;

/// <summary>The <c>openai</c> npm package sees the same through Weir as it sees at the provider itself.</summary>
public sealed class OpenAiPackageTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_is_answered_as_by_the_provider()
    {
        var (direct, through) = await BothAsync("chat", "gpt-5", UpstreamAnswer.Recorded("openai-chat/text"));

        Assert.Equal(direct.Output, through.Output);
        Assert.Contains("chat.completion", direct.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai-chat/text-stream-no-usage")]
    [InlineData("openai-chat/n-choices-stream")]
    [InlineData("openai-compat/deepseek-reasoning-stream")]
    public async Task A_stream_gives_the_same_chunks_as_the_provider(string name)
    {
        var (direct, through) = await BothAsync("stream", "some-model", UpstreamAnswer.Recorded(name) with { Chunking = Chunking.Random(2) });

        Assert.Equal(direct.Output, through.Output);
        Assert.True(direct.JsonLines().Count > 5);
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_is_answered()
    {
        var (direct, through) = await BothAsync(
            "tools",
            "gpt-4o-mini",
            UpstreamAnswer.Recorded("openai-chat/tool-call-stream") with { Chunking = Chunking.Bytes(7) },
            UpstreamAnswer.Recorded("openai-chat/tool-result-stream") with { Chunking = Chunking.Bytes(7) });

        Assert.Equal(direct.Output, through.Output);
        var end = through.JsonLines()[^1];
        Assert.Equal("""{"country":"UK"}""", end.GetProperty("calls")[0].GetProperty("arguments").GetString());
        Assert.Contains("London", end.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_embedding_has_the_provider_s_numbers()
    {
        var (direct, through) = await BothAsync("embed", "voyage-3-lite", UpstreamAnswer.Recorded("openai-embeddings/base64"));

        Assert.Equal(direct.Output, through.Output);
        Assert.True(direct.Json().GetProperty("data")[0].GetProperty("embedding").GetArrayLength() > 100);
    }

    [Fact]
    public async Task The_model_list_names_connections_and_the_simulator()
    {
        var result = await NodeKit.RunAsync("openai.mjs", ["models", ""], await gateway.ThroughWeirAsync(), Token);

        var models = result.JsonLines().Select(static line => line.GetProperty("id").GetString());
        Assert.Contains("priced/house-model", models);
        Assert.Contains("simulator/echo", models);
    }

    [Theory]
    [InlineData("openai-chat/error-400", "BadRequestError")]
    [InlineData("openai-chat/error-404-model", "NotFoundError")]
    [InlineData("openai-compat/error-429", "RateLimitError")]
    [InlineData("openai-compat/hf-error-5xx", "InternalServerError")]
    public async Task A_provider_s_error_is_the_package_s_own_error(string name, string error)
    {
        var (direct, through) = await BothAsync("fail", "gpt-5", UpstreamAnswer.Recorded(name));

        Assert.Equal(error, direct.Json().GetProperty("name").GetString());
        Assert.Equal(error, through.Json().GetProperty("name").GetString());
        Assert.Equal(direct.Json().GetProperty("status").GetInt32(), through.Json().GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_wrong_key_is_an_authentication_error()
    {
        var endpoint = await gateway.ThroughWeirAsync() with { Key = "not-a-key" };

        var result = await NodeKit.RunAsync("openai.mjs", ["fail", "gpt-5"], endpoint, Token);

        Assert.Equal("AuthenticationError", result.Json().GetProperty("name").GetString());
        Assert.Equal("invalid_credentials", result.Json().GetProperty("code").GetString());
    }

    private async Task<(CommandResult Direct, CommandResult Through)> BothAsync(string scenario, string model, params UpstreamAnswer[] answers)
    {
        gateway.Upstream.Play(answers);
        var direct = await NodeKit.RunAsync("openai.mjs", [scenario, model], gateway.Direct, Token);
        Assert.True(direct.ExitCode == 0, direct.ToString());
        gateway.Upstream.Play(answers);
        var through = await NodeKit.RunAsync("openai.mjs", [scenario, model], await gateway.ThroughWeirAsync(), Token);
        Assert.True(through.ExitCode == 0, through.ToString());
        Assert.Equal(answers.Length, gateway.Upstream.Received.Count);
        return (direct, through);
    }
}
