using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients.GeminiCli;

/// <summary>Gemini CLI works on a model that speaks another dialect than Gemini: it streams, runs its own tool and answers from the result.</summary>
public sealed class GeminiCliTests(DialectGateway gateway) : IClassFixture<DialectGateway>
{
    private const string Secret = "the weir is twelve metres long";

    [Fact]
    public async Task A_file_is_read_by_a_tool_call_and_the_answer_follows()
    {
        using var session = new GeminiCliSession();
        var file = Path.Combine(session.Project, "notes.txt");
        await File.WriteAllTextAsync(file, Secret, TestContext.Current.CancellationToken);
        gateway.Upstream.Play();
        gateway.Upstream.PlayFor(
            "main",
            ScriptedStream.ToolCall("main", "read_file", $$"""{"file_path":"{{JsonEncodedText.Encode(file, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"}"""),
            ScriptedStream.Text("main", "Twelve metres."),
            ScriptedStream.Text("main", "Twelve metres."),
            ScriptedStream.Text("main", "Twelve metres."));
        var weir = await gateway.WeirAsync();

        var result = await session.RunAsync("How long is the weir? Look into notes.txt.", weir.Url, weir.ClientKey, "chat/main", TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Twelve metres.", result.Output, StringComparison.Ordinal);
        Assert.Contains(gateway.Upstream.Received, static request => request.Text.Contains("\"role\":\"tool\"", StringComparison.Ordinal) && request.Text.Contains(Secret, StringComparison.Ordinal));
    }
}
