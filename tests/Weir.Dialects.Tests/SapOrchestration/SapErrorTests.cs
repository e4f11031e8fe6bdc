using System.Text;
using System.Text.Json;
using Weir.Dialects.Errors;
using Weir.Dialects.SapOrchestration;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.SapOrchestration;

public sealed class SapErrorTests
{
    [Theory]
    [InlineData(400, """{"error":{"request_id":"r","code":400,"message":"'template' is a required property","location":"Request Body"}}""", ErrorKind.InvalidRequest)]
    [InlineData(400, """{"error":[{"request_id":"r","code":400,"message":"400 - LLM Module: Model gpt-5 in version 1 not found.","location":"LLM Module"},{"code":500,"message":"b"}]}""", ErrorKind.ModelNotAvailable)]
    [InlineData(400, """{"error":{"code":400,"message":"Model name must be one of ['gpt-4o-mini']","location":"Module: LLM"}}""", ErrorKind.ModelNotAvailable)]
    [InlineData(400, """{"error":{"code":400,"message":"This model's maximum context length is 128000 tokens.","location":"LLM Module"}}""", ErrorKind.ContextTooLong)]
    [InlineData(400, """{"error":{"code":400,"message":"Content filtered.","location":"Filtering Module","intermediate_results":{"templating":[{"role":"user","content":"too many tokens"}]}}}""", ErrorKind.InvalidRequest)]
    [InlineData(401, "Jwt is expired", ErrorKind.InvalidCredentials)]
    [InlineData(403, "RBAC: access denied", ErrorKind.NotAllowed)]
    [InlineData(404, """{"error":{"code":"404","message":"Deployment not found"}}""", ErrorKind.ModelNotAvailable)]
    [InlineData(429, """{"error":{"code":429,"message":"Too many requests","location":"LLM Module"}}""", ErrorKind.RateLimited)]
    [InlineData(500, """{"error":{"code":500,"message":"Internal","location":"LLM Module"}}""", ErrorKind.UnexpectedResponse)]
    [InlineData(503, "<html></html>", ErrorKind.Overloaded)]
    [InlineData(502, """{"error":[]}""", ErrorKind.UnexpectedResponse)]
    [InlineData(400, """{"error":{"message":"\ud800"}}""", ErrorKind.InvalidRequest)]
    public void ReadError_TellsTheKind(int status, string body, ErrorKind kind)
    {
        var error = SapOrchestrationDialect.Instance.ReadError(status, Encoding.UTF8.GetBytes(body));

        Assert.Equal((kind, status), (error.Kind, error.Status));
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void ReadError_TellsHowLongToWait()
    {
        var error = SapOrchestrationDialect.Instance.ReadError(429, """{"error":{"code":429,"message":"Too many requests","location":"LLM Module","headers":{"Retry-After":"17"}}}"""u8);

        Assert.Equal(TimeSpan.FromSeconds(17), error.RetryAfter);
    }

    [Fact]
    public void WriteError_OfWhatWasRead_GivesTheSame()
    {
        const string body = """{"error":{"request_id":"r","code":429,"message":"Too many requests","location":"LLM Module","headers":{"retry-after":"17"}}}""";
        var written = RoundTrip.Written(to => SapOrchestrationDialect.Instance.WriteError(SapOrchestrationDialect.Instance.ReadError(429, Encoding.UTF8.GetBytes(body)), to));

        // The error is Weir's own by then: its id, its place, its kind and its advice.
        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(written), "$.error.request_id", "$.error.location", "$.error.type", "$.error.action");
    }

    [Fact]
    public void Errors_InAStream_EndIt()
    {
        var stream = Enveloped.Stream("""
            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hal"}}]}

            data: {"error":{"request_id":"r","code":429,"message":"Too many requests","location":"LLM Module"}}


            """u8.ToArray());

        StreamChecks.AssertSameEventsHoweverCut(SapOrchestrationDialect.Instance.NewStreamReader, stream);
        var events = StreamChecks.Read(SapOrchestrationDialect.Instance.NewStreamReader(), stream);
        Assert.Equal((ErrorKind.RateLimited, "Too many requests"), (Failure(events).Kind, Failure(events).Message));

        var writer = SapOrchestrationDialect.Instance.NewStreamWriter(new AnswerOptions());
        var written = RoundTrip.Written(to => events.ForEach(@event => writer.Write(@event, to)));
        Assert.Equal(Failure(events), Failure(StreamChecks.Read(SapOrchestrationDialect.Instance.NewStreamReader(), written)));
    }

    [Fact]
    public void Errors_InPlaceOfAnAnswer_AreErrors()
    {
        var exception = Assert.Throws<Conversations.DialectException>(() => SapOrchestrationDialect.Instance.ReadAnswer("""{"error":{"code":503,"message":"Busy","location":"LLM Module"}}"""u8));

        Assert.Equal((ErrorKind.Overloaded, "Busy"), (exception.Error.Kind, exception.Error.Message));
    }

    private static WeirError Failure(List<StreamEvent> events) => Assert.IsType<AnswerFailed>(events[^1]).Error;
}
