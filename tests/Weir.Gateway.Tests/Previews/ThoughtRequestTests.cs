using System.Text;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;

namespace Weir.Gateway.Tests.Previews;

public sealed class ThoughtRequestTests
{
    [Theory]
    [InlineData("""{"model":"m","messages":[]}""", "chat")]
    [InlineData("""{"model":"m","messages":[],"system":"x"}""", "messages")]
    [InlineData("""{"model":"m","input":"x"}""", "responses")]
    [InlineData("""{"model":"m"}""", "chat")]
    public async Task The_operation_is_what_the_body_looks_like(string body, string operation)
    {
        using var context = await Thought.AskAsync(new RouteQuestion { Body = Thought.Json(body) });

        Assert.Equal((operation, "m"), (context.Operation.Name, context.ModelAsked));
    }

    [Fact]
    public async Task A_model_that_is_named_goes_before_that_of_the_body()
    {
        using var context = await Thought.AskAsync(new RouteQuestion { Model = "other", Body = Thought.Json("""{"model":"m","stream":true,"messages":[]}""") });

        Assert.Equal(("other", true), (context.ModelAsked, context.Stream));
        Assert.Equal("""{"stream":true,"messages":[],"model":"other"}""", Encoding.UTF8.GetString(context.Body!.Span));
    }

    [Fact]
    public async Task Where_the_address_names_the_model_the_body_stays_as_it_is()
    {
        using var context = await Thought.AskAsync(new RouteQuestion { Model = "m", Body = Thought.Json("""{"contents":[]}""") });

        Assert.Equal(("generate_content", "m"), (context.Operation.Name, context.ModelAsked));
        Assert.Equal("""{"contents":[]}""", Encoding.UTF8.GetString(context.Body!.Span));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("m", "dance", null)]
    [InlineData("m", "transcription", null)]
    [InlineData("m", null, "[]")]
    [InlineData(null, null, """{"messages":[]}""")]
    [InlineData(null, null, """{"contents":[]}""")]
    public async Task A_question_that_makes_no_request_is_refused(string? model, string? operation, string? body)
    {
        var question = new RouteQuestion { Model = model, Operation = operation, Body = body is null ? null : Thought.Json(body) };
        var refused = await Assert.ThrowsAsync<AdminException>(() => Thought.AskAsync(question));

        Assert.Equal(400, refused.Problem.Status);
        Assert.NotNull(refused.Problem.Action);
    }
}
