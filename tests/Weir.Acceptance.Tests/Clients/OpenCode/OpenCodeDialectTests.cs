using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.OpenCode;

/// <summary>OpenCode works on models of other dialects than its own, by its tool and through a context that is full.</summary>
public sealed class OpenCodeDialectTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Secret = "the weir is twelve metres long";

    [Theory]
    [InlineData("claude")]
    [InlineData("responses")]
    public async Task A_file_is_read_by_a_tool_call_and_the_answer_follows(string upstream)
    {
        using var session = new OpenCodeSession();
        var call = await ReadAsync(session, upstream);
        Play(upstream, call, ScriptedTurns.Text(upstream, "Twelve metres."));

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", await EndpointAsync(upstream), TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", OpenCodeSession.Text(result), StringComparison.Ordinal);
        var asked = Asked();
        Assert.Equal(2, asked.Count);
        Assert.Contains(Secret, asked[1].Text, StringComparison.Ordinal);
        Assert.All(asked, request => Assert.Equal(ScriptedTurns.Wire(upstream).Path, request.Path));
    }

    /// <summary>OpenCode sums up and goes on when it understands that the context is full.</summary>
    [Fact]
    public async Task A_full_context_is_summed_up_and_the_work_goes_on()
    {
        using var session = new OpenCodeSession();
        var call = await ReadAsync(session, "claude");
        Play(
            "claude",
            call,
            UpstreamAnswer.Json("""{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""", status: 400),
            ScriptedMessages.Text("main", "The weir was asked for."),
            ScriptedMessages.Text("main", "Twelve metres."));

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", await EndpointAsync("claude"), TestContext.Current.CancellationToken);

        // It counts the refusal as a failure of its run, and says so at the end.
        Assert.Contains("ContextOverflowError", result.Output, StringComparison.Ordinal);
        Assert.Contains("Twelve metres.", OpenCodeSession.Text(result), StringComparison.Ordinal);
        Assert.Contains("The weir was asked for.", Asked()[^1].Text, StringComparison.Ordinal);
    }

    private static async Task<UpstreamAnswer> ReadAsync(OpenCodeSession session, string upstream)
    {
        var file = Path.Combine(session.Project, "notes.txt");
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        return ScriptedTurns.ToolCall(upstream, "read", $$"""{"filePath":"{{JsonEncodedText.Encode(file, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}""");
    }

    private void Play(string upstream, params ReadOnlySpan<UpstreamAnswer> answers)
    {
        var title = ScriptedTurns.Text(upstream, "Length of the weir");
        gateway.Upstream.Play();
        gateway.Upstream.PlayFor("title", title, title);
        gateway.Upstream.PlayFor("main", answers);
    }

    private List<ReceivedRequest> Asked() => [.. gateway.Upstream.Received.Where(static request => request.Json().GetProperty("model").GetString() == "main")];

    private async Task<Endpoint> EndpointAsync(string upstream)
    {
        var weir = await gateway.WeirAsync();
        return new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, upstream + "/");
    }
}
