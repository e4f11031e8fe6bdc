using System.Text;
using Weir.Gateway.Background;

namespace Weir.Gateway.Tests.Background;

public sealed class BackgroundAnswerTests
{
    [Theory]
    [InlineData("""{"id":"resp_1","object":"response","status":"queued"}""", "resp_1")]
    [InlineData("""{"object":"response","metadata":{"id":"mine"},"tools":[{"id":"a"}],"id":"resp_1"}""", "resp_1")]
    [InlineData("event: response.created\r\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"status\":\"queued\"}}\r\n\r\n", "resp_1")]
    [InlineData(": a comment\n\ndata: {\"type\":\"response.queued\",\"sequence_number\":0,\"response\":{\"object\":\"response\",\"id\":\"resp_1\"}}\n\ndata: {\"type\":\"x\"}\n\n", "resp_1")]
    [InlineData("""{"object":"response","error":{"id":"no"}}""", null)]
    [InlineData("""{"id":7}""", null)]
    [InlineData("{\"type\":\"x\"}\n\ndata: {", null)]
    [InlineData("<html>", null)]
    [InlineData("", null)]
    public void The_id_is_found_however_the_answer_comes(string text, string? id)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length + 1; piece++)
        {
            var answer = new BackgroundAnswer { RowId = "req_test" };
            for (var at = 0; at < bytes.Length; at += piece)
            {
                answer.Read(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            }

            Assert.Equal(id, answer.Id);
        }
    }
}
