using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Dialects.OpenAiResponses;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Providers;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Tests.Money;

public sealed class AllowanceTests
{
    private static readonly CatalogModel Model = new() { Id = "m", Name = "M", ContextLimit = 10_000, OutputLimit = 2_000 };

    [Theory]
    [InlineData(null, 2_000, true)]
    [InlineData(500L, 500, true)]
    [InlineData(9_000L, 2_000, false)]
    public void The_output_is_the_clients_limit_or_the_models(long? limit, long expected, bool isNamed)
    {
        var allowance = Of(new RequestSize { Limit = limit });

        Assert.Equal((expected, isNamed), (allowance.Output, allowance.IsNamed));
    }

    [Fact]
    public void A_model_of_which_nothing_is_known_has_to_be_told()
    {
        var allowance = Allowance.Of(Context(Operations.ChatCompletions), new RequestSize(), Target(null));

        Assert.False(allowance.IsNamed);
        Assert.True(allowance.Output > 0);
    }

    [Fact]
    public void No_token_is_shorter_than_a_byte()
    {
        Assert.InRange(Of(new RequestSize { TextBytes = 3_000 }).Shape.Input, 3_000, 10_000);
        Assert.Equal(10_000, Of(new RequestSize { TextBytes = 300_000 }).Shape.Input);
        Assert.Equal(10_000, Of(new RequestSize { TextBytes = 10, HasHiddenInput = true }).Shape.Input);
        Assert.Equal(10_000, Of(new RequestSize { TextBytes = 10, Pictures = 1 }).Shape.Input);
    }

    [Fact]
    public void A_limit_that_the_upstream_is_not_told_holds_nothing_down()
    {
        var size = new RequestSize { Limit = 5 };

        Assert.Equal(5, Of(size, wire: WireOf()).Output);
        Assert.Equal(2_000, Of(size, wire: WireOf() with { TakesLimit = false }).Output);
        Assert.Equal(ResponsesDialect.LeastLimit, Of(size, wire: WireOf() with { Dialect = DialectNames.OpenAiResponses }).Output);
        Assert.Equal(5, Of(size, Operations.Responses, WireOf() with { Dialect = DialectNames.OpenAiResponses }).Output);
    }

    [Fact]
    public void What_an_answer_had_said_before_it_broke_off_is_sent_along()
    {
        var context = Context(Operations.ChatCompletions);
        var before = Allowance.Of(context, new RequestSize { TextBytes = 300 }, Target(Model));
        context.BegunBytes = 4_000;

        Assert.Equal(before.Shape.Input + 4_000, Allowance.Of(context, new RequestSize { TextBytes = 300 }, Target(Model)).Shape.Input);
    }

    [Fact]
    public void Embeddings_write_nothing_and_pictures_and_speech_something()
    {
        var size = new RequestSize { TextBytes = 100 };

        Assert.Equal(0, Of(size, Operations.Embeddings).Output);
        Assert.True(Of(size, Operations.ImageGenerations).Output > 0);
        Assert.True(Of(size, Operations.Speech) is { Output: > 0, Shape.MayAnswerAudio: true });
        Assert.True(Of(new RequestSize { TextBytes = 1_000_000 }, Operations.Transcriptions) is { Output: > 0, Shape.InputAudio: > 0 });
    }

    private static Allowance Of(RequestSize size, Operation? operation = null, Wire? wire = null) => Allowance.Of(Context(operation ?? Operations.ChatCompletions), size, Target(Model), wire);

    private static Wire WireOf() => new()
    {
        Dialect = DialectNames.OpenAiChat,
        BaseUrl = new Uri("https://api.example.com/v1"),
        ModelId = "m",
        Auth = Some.Connection().Auth,
        Rules = ProviderRulesTable.For("acme"),
    };

    private static RequestContext Context(Operation operation) => Some.Context(new DefaultHttpContext(), operation);

    private static Target Target(CatalogModel? model) => new(Some.Connection(), "m", model, "acme/m");
}
