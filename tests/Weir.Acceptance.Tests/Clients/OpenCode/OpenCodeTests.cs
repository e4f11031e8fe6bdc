using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.OpenCode;

/// <summary>OpenCode works through Weir as it does at the provider: it streams, runs its own tool and answers from the result.</summary>
public sealed class OpenCodeTests(ReplayGateway gateway) : IClassFixture<ReplayGateway>
{
    private const string Secret = "the weir is twelve metres long";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_is_read_by_a_tool_call_and_the_answer_follows(bool throughWeir)
    {
        using var session = new OpenCodeSession();
        var file = Path.Combine(session.Project, "notes.txt");
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        var endpoint = throughWeir ? await gateway.ThroughWeirAsync() : gateway.Direct;
        var title = ScriptedStream.Text("title", "Length of the weir");
        gateway.Upstream.Play();
        gateway.Upstream.PlayFor("title", title, title);
        gateway.Upstream.PlayFor(
            "main",
            ScriptedStream.ToolCall("main", "read", $$"""{"filePath":"{{JsonEncodedText.Encode(file, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""),
            UpstreamAnswer.Recorded("openai-chat/tool-result-stream") with { Chunking = Chunking.Bytes(7) });

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", endpoint, TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var tool = Assert.Single(OpenCodeSession.Tools(result));
        Assert.Equal("read", tool.GetProperty("tool").GetString());
        Assert.Contains("London", OpenCodeSession.Text(result), StringComparison.Ordinal);
        var asked = gateway.Upstream.Received.Where(static request => request.Json().GetProperty("model").GetString() == "main").ToList();
        Assert.Equal(2, asked.Count);
        Assert.Contains(Secret, asked[1].Text, StringComparison.Ordinal);
        Assert.All(asked, request => Assert.Equal($"Bearer {gateway.UpstreamKey}", request.Headers["Authorization"]));
    }
}
