using System.Text;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Tests.Pipeline;

public sealed class JsonShapeTests
{
    [Theory]
    [InlineData("""{"error":{}}""")]
    [InlineData("""{"error":{"message":"no"}}""")]
    [InlineData("""{"a":{"error":1},"b":[{}],"error":{"message":"no"}}""")]
    [InlineData("""{"\u0065rror":{}}""")]
    [InlineData("""{"error":{"message":"cut off in the mid""")]
    public void An_object_at_the_top_is_found(string json) => Assert.True(Has(json));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""[{"error":{}}]""")]
    [InlineData("{}")]
    [InlineData("""{"error":"no"}""")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":[]}""")]
    [InlineData("""{"detail":{"error":{}}}""")]
    [InlineData("""{"errors":{}}""")]
    [InlineData("""{"error":""")]
    [InlineData("""{"a":1""")]
    public void Anything_else_is_not(string json) => Assert.False(Has(json));

    private static bool Has(string json) => JsonShape.HasObject(Encoding.UTF8.GetBytes(json), "error"u8);
}
