using System.Text;
using Weir.Gateway.Batches;

namespace Weir.Gateway.Tests.Batches;

public sealed class BatchLineTests
{
    [Theory]
    [InlineData("""{"custom_id":"1","response":{"status_code":200,"body":{"model":"m","usage":{"prompt_tokens":3,"completion_tokens":4}}}}""", "m", 3, 4)]
    [InlineData("""{"response":{"body":{"usage":{"input_tokens":3,"output_tokens":4},"output":[{"usage":{"input_tokens":9}}],"model":"m"}}}""", "m", 3, 4)]
    [InlineData("""{"response":{"body":{"usage":{"prompt_tokens":7,"total_tokens":7}}}}""", null, 7, 0)]
    public void A_line_tells_model_and_usage(string line, string? model, long input, long output)
    {
        Assert.True(BatchLine.TryRead(Encoding.UTF8.GetBytes(line), out var read, out var usage));
        Assert.Equal((model, input, output), (read, usage.Input, usage.Output));
    }

    [Theory]
    [InlineData("""{"custom_id":"1","response":null,"error":{"code":"x"}}""")]
    [InlineData("""{"response":{"status_code":400,"body":{"error":{"message":"no"}}}}""")]
    [InlineData("""{"response":{"body":{"usage":null}}}""")]
    [InlineData("""{"usage":{"prompt_tokens":3}}""")]
    [InlineData("""{"response":{"body":{"model":"m","usage":{"prompt_tokens":3""")]
    [InlineData("no JSON")]
    [InlineData("")]
    public void A_line_without_usage_tells_none(string line) => Assert.False(BatchLine.TryRead(Encoding.UTF8.GetBytes(line), out _, out _));
}
