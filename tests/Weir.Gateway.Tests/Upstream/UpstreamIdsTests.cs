using Weir.Gateway.Upstream;

namespace Weir.Gateway.Tests.Upstream;

public sealed class UpstreamIdsTests
{
    [Theory]
    [InlineData("x-request-id", "req_0b1c")]
    [InlineData("request-id", "req_011CSHoEeqs5C35K2UUqR7Fy")]
    [InlineData("x-amzn-RequestId", "9f2f1c1e-1234-4b5a-9d0e-8a1b2c3d4e5f")]
    [InlineData("X-Generation-Id", "gen-1763600000-abc")]
    [InlineData("mistral-correlation-id", "0199a0c7-7b6f")]
    [InlineData("apim-request-id", "77a1")]
    public void Each_vendor_has_a_header_for_it(string name, string id) => Assert.Equal(id, Of((name, id)));

    [Fact]
    public void A_routers_bill_knows_the_generation() => Assert.Equal("gen-1", Of(("x-request-id", "req_1"), ("x-generation-id", "gen-1")));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("grün")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public void What_can_be_no_id_is_none(string value) => Assert.Null(Of(("x-request-id", value)));

    [Fact]
    public void Without_one_there_is_none() => Assert.Null(Of(("date", "now")));

    private static string? Of(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return UpstreamIds.Of(response.Headers);
    }
}
