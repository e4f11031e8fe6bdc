using Weir.Acceptance.Tests.Clients.Codex;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.ResponsesSocket;

/// <summary>The real Codex over its WebSocket transport.</summary>
public sealed class CodexSocketTests(ResponsesSocketGateway gateway) : IClassFixture<ResponsesSocketGateway>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Codex_runs_a_command_and_finishes_over_one_socket()
    {
        const string Call = """{"type":"function_call","id":"fc_1","call_id":"call_1","name":"exec_command","arguments":"{\"cmd\":\"echo the-weir-holds\"}","status":"completed"}""";
        const string Text = """{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"All done.","annotations":[]}]}""";
        gateway.Upstream.Play(Turn("resp_1", Call), Turn("resp_2", Text));
        using var codex = new CodexSession();

        var result = await codex.RunAsync("Run the command.", gateway.Weir.Url, gateway.Weir.ClientKey, "own/gpt-4o", Token, webSockets: true);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("All done.", result.Output, StringComparison.Ordinal);
        var received = gateway.Upstream.Received;
        Assert.True(received.Count == 2, string.Join('\n', received.Select(static one => one.Text)) + result);
        Assert.All(received, static request => Assert.DoesNotContain("previous_response_id\":\"", request.Text, StringComparison.Ordinal));
        Assert.Contains("the-weir-holds", received[1].Text, StringComparison.Ordinal);
        Assert.Contains("Run the command.", received[1].Text, StringComparison.Ordinal);

        // Requests over HTTP have no run; those of one socket have its session's.
        var rows = (await gateway.Weir.RunCliAsync("requests", "list", "--json")).Json();
        Assert.Equal(2, rows.GetArrayLength());
        Assert.StartsWith("req_", Assert.Single(rows.EnumerateArray().Select(static row => row.GetProperty("runId").GetString()).Distinct()), StringComparison.Ordinal);
    }

    private static UpstreamAnswer Turn(string id, string item) => UpstreamAnswer.Stream(
        $$"""
        data: {"type":"response.created","sequence_number":0,"response":{"id":"{{id}}","object":"response","status":"in_progress","output":[]} }

        data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{{item}} }

        data: {"type":"response.output_item.done","sequence_number":2,"output_index":0,"item":{{item}} }

        data: {"type":"response.completed","sequence_number":3,"response":{"id":"{{id}}","object":"response","status":"completed","output":[{{item}}],"usage":{"input_tokens":3,"input_tokens_details":{"cached_tokens":0},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":8} } }


        """);
}
