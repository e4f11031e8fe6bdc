using System.Text;
using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Tests.Money;

public sealed class SizeScannerTests
{
    [Theory]
    [InlineData("""{"max_tokens":10,"max_completion_tokens":30,"max_tokens":20}""", 30)]
    [InlineData("""{"max_tokens":null}""", null)]
    [InlineData("""{"max_output_tokens":10}""", null)]
    public void Of_several_limits_the_largest_counts(string body, int? expected)
    {
        var (size, problem) = Scan(body);

        Assert.Null(problem);
        Assert.Equal(expected, size.Limit);
    }

    [Fact]
    public void Each_dialect_has_its_own_limit()
    {
        Assert.Equal(5, Scan("""{"max_output_tokens":5,"max_tokens":9}""", Operations.Responses).Size.Limit);
        Assert.Equal(9, Scan("""{"max_output_tokens":5,"max_tokens":9}""", Operations.Messages).Size.Limit);
        Assert.Equal(7, Scan("""{"generationConfig":{"maxOutputTokens":7,"candidateCount":3}}""", Operations.GenerateContent).Size.Limit);
        Assert.Equal(3, Scan("""{"generationConfig":{"maxOutputTokens":7,"candidateCount":3}}""", Operations.GenerateContent).Size.Choices);
        Assert.Equal(9, Scan("""{"max_output_tokens":5,"max_tokens":9}""", Operations.PassThrough).Size.Limit);
    }

    [Theory]
    [InlineData("""{"max_tokens":-1}""", "max_tokens")]
    [InlineData("""{"max_tokens":"all"}""", "max_tokens")]
    [InlineData("""{"max_tokens":1.5}""", "max_tokens")]
    [InlineData("""{"max_tokens":99999999999}""", "max_tokens")]
    [InlineData("""{"max_tokens":{"a":[1]},"n":1}""", "max_tokens")]
    [InlineData("""{"n":-3}""", "n")]
    [InlineData("""{"best_of":1000}""", "best_of")]
    public void What_can_be_no_limit_is_refused(string body, string param)
    {
        var (_, problem) = Scan(body);

        Assert.Equal((ErrorKind.InvalidRequest, param), (problem?.Kind, problem?.Param));
    }

    [Fact]
    public void The_larger_of_n_and_best_of_is_made_for_each_prompt()
    {
        Assert.Equal(4, Scan("""{"n":2,"best_of":4}""").Size.Choices);
        Assert.Equal(12, Scan("""{"n":2,"best_of":4,"prompt":["a","b","c"]}""", Operations.Completions).Size.Choices);
        Assert.Equal(1, Scan("""{"prompt":[1,2,3]}""", Operations.Completions).Size.Choices);
        Assert.Equal(2, Scan("""{"prompt":[[1,2],[3]]}""", Operations.Completions).Size.Choices);
    }

    [Fact]
    public void Every_byte_counts_but_those_of_media()
    {
        var picture = "data:image/png;base64," + new string('A', 8000);
        var with = """{"messages":[{"content":[{"type":"image_url","image_url":{"url":"PICTURE"}}]}]}""".Replace("PICTURE", picture, StringComparison.Ordinal);
        var (size, _) = Scan(with);

        Assert.Equal(Encoding.UTF8.GetByteCount(with) - picture.Length, size.TextBytes);
        Assert.True(size.MediaParts >= 1);
    }

    [Theory]
    [InlineData("""{"messages":[{"content":"data:TEXT"}]}""")]
    [InlineData("""{"messages":[{"content":[{"type":"text","text":"data:TEXT"}]}]}""")]
    [InlineData("""{"tools":[{"type":"function","function":{"parameters":{"data":"data:TEXT"}}}]}""")]
    public void Text_that_looks_like_media_is_text(string body)
    {
        body = body.Replace("TEXT", new string('A', 5000), StringComparison.Ordinal);

        Assert.Equal(body.Length, Scan(body).Size.TextBytes);
    }

    [Theory]
    [InlineData("""{"previous_response_id":"resp_1"}""", true)]
    [InlineData("""{"tools":[{"type":"web_search"}]}""", true)]
    [InlineData("""{"tools":[{"type":"function","function":{"parameters":{"type":"object"}}}]}""", false)]
    [InlineData("""{"input":[{"type":"web_search_call"}]}""", false)]
    public void What_the_provider_adds_itself_is_noticed(string body, bool expected) =>
        Assert.Equal(expected, Scan(body, Operations.Responses).Size.HasHiddenInput);

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"max_tokens\":")]
    [InlineData("not json")]
    public void What_is_no_object_has_a_size(string body)
    {
        var (size, problem) = Scan(body);

        Assert.Null(problem);
        Assert.Equal(body.Length, size.TextBytes);
    }

    private static (RequestSize Size, WeirError? Problem) Scan(string body, Operation? operation = null) =>
        SizeScanner.Scan(Encoding.UTF8.GetBytes(body), operation ?? Operations.ChatCompletions);
}
