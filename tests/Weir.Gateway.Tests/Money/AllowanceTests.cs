using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Targets;

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
        Assert.Equal(10_000, Of(new RequestSize { TextBytes = 10, MediaParts = 1 }).Shape.Input);
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

    private static Allowance Of(RequestSize size, Operation? operation = null) => Allowance.Of(Context(operation ?? Operations.ChatCompletions), size, Target(Model));

    private static RequestContext Context(Operation operation) => Some.Context(new DefaultHttpContext(), operation);

    private static Target Target(CatalogModel? model) => new(Some.Connection(), "m", model, "acme/m");
}
