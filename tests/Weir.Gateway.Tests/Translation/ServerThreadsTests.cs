using System.Buffers;
using System.Text;
using Weir.Dialects;
using Weir.Dialects.Conversations;
using Weir.Gateway.Translation;

namespace Weir.Gateway.Tests.Translation;

/// <summary>Anthropic's message threads are begun, but not gone on in, where nobody keeps them.</summary>
public sealed class ServerThreadsTests
{
    [Fact]
    public void Going_on_is_refused_in_words_that_the_SDK_acts_on()
    {
        var error = ServerThreads.Problem(Read("""{"type":"continue","previous_message_id":"msg_1"}"""));

        Assert.NotNull(error);
        Assert.Equal(404, error.Status);
        var body = new ArrayBufferWriter<byte>();
        DialectTable.Find("anthropic-messages")!.WriteError(error, body);
        Assert.Equal("thread_not_found", Json.Parse(body.WrittenSpan).GetProperty("error").GetProperty("details").GetProperty("error_code").GetString());
    }

    [Theory]
    [InlineData("""{"type":"create"}""")]
    [InlineData("null")]
    public void Other_requests_go_through(string thread) => Assert.Null(ServerThreads.Problem(Read(thread)));

    private static Conversation Read(string thread) => DialectTable.Find("anthropic-messages")!.ReadRequest(
        Encoding.UTF8.GetBytes($$"""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"Hi"}],"thread":{{thread}}}"""),
        new RequestRoute(null, false));
}
