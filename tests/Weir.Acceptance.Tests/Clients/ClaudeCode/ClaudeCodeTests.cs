using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.ClaudeCode;

/// <summary>Claude Code works on a model that speaks another dialect than Anthropic's: it streams, runs its own tool and answers from the result.</summary>
public sealed class ClaudeCodeTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Secret = "the weir is twelve metres long";

    [Fact]
    public async Task A_file_is_read_by_a_tool_call_and_the_answer_follows()
    {
        using var session = new ClaudeCodeSession();
        var file = Path.Combine(session.Project, "notes.txt");
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play();
        gateway.Upstream.PlayFor(
            "main",
            ScriptedStream.ToolCall("main", "Read", $$"""{"file_path":"{{JsonEncodedText.Encode(file, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""),
            ScriptedStream.Text("main", "Twelve metres."),
            ScriptedStream.Text("main", "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, "chat/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", ClaudeCodeSession.Outcome(result).GetProperty("result").GetString(), StringComparison.Ordinal);
        var asked = gateway.Upstream.Received.Where(static request => request.Text.Contains("\"tools\"", StringComparison.Ordinal)).ToList();
        Assert.Contains(asked, static request => request.Json().GetProperty("messages").EnumerateArray().Any(static message => message.GetProperty("role").GetString() == "tool" && message.GetRawText().Contains(Secret, StringComparison.Ordinal)));
        Assert.All(asked, static request => Assert.Equal("/v1/chat/completions", request.Path));
    }
}
