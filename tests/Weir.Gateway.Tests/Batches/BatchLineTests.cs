using System.Text;
using Weir.Gateway.Batches;

namespace Weir.Gateway.Tests.Batches;

public sealed class BatchLineTests
{
    [Theory]
    [InlineData("""{"custom_id":"1","response":{"status_code":200,"body":{"model":"m","usage":{"prompt_tokens":3,"completion_tokens":4}}}}""", "m", 3, 4)]
    [InlineData("""{"response":{"body":{"usage":{"input_tokens":3,"output_tokens":4},"output":[{"usage":{"input_tokens":9}}],"model":"m"}}}""", "m", 3, 4)]
    [InlineData("""{"response":{"body":{"usage":{"prompt_tokens":7,"total_tokens":7}},"status_code":200}}""", null, 7, 0)]
    [InlineData("""{"response":{"status_code":500,"body":{"usage":{"prompt_tokens":7,"total_tokens":7}}}}""", null, 7, 0)]
    public void A_line_tells_model_and_usage(string line, string? model, long input, long output)
    {
        var read = Assert.NotNull(BatchLine.Read(Encoding.UTF8.GetBytes(line)));
        Assert.Equal((model, input, output), (read.Model, read.Usage!.Value.Input, read.Usage.Value.Output));
    }

    [Theory]
    [InlineData("""{"response":{"body":{"usage":null}}}""", null, 0)]
    [InlineData("""{"response":{"status_code":200,"body":{"model":"m","choices":[]}}}""", "m", 0)]
    [InlineData("""{"response":{"body":{"data":[{"b64_json":"a"},{"b64_json":[1,[2]]}],"model":"m"},"status_code":200}}""", "m", 2)]
    public void A_line_that_was_answered_without_usage_is_an_answer(string line, string? model, long images)
    {
        var read = Assert.NotNull(BatchLine.Read(Encoding.UTF8.GetBytes(line)));
        Assert.Equal(new BatchLine(model, null, images), read);
    }

    [Theory]
    [InlineData("""{"custom_id":"1","response":null,"error":{"code":"x"}}""")]
    [InlineData("""{"response":{"status_code":400,"body":{"error":{"message":"no"}}}}""")]
    [InlineData("""{"response":{"body":{"error":{"message":"no"}},"status_code":500}}""")]
    [InlineData("""{"usage":{"prompt_tokens":3}}""")]
    [InlineData("""{"response":{"body":{"model":"m","usage":{"prompt_tokens":3""")]
    [InlineData("no JSON")]
    [InlineData("")]
    public void A_line_that_was_not_answered_is_none(string line) => Assert.Null(BatchLine.Read(Encoding.UTF8.GetBytes(line)));
}
