using Weir.Credentials;
using Weir.Gateway.Alerts;

namespace Weir.Gateway.Tests.Alerts;

/// <summary>Signatures that another program made by the specification.</summary>
public sealed class WebhookSignatureTests
{
    [Theory]
    [InlineData("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "v1,4Eqsj8az1S/YvwglspC22Jbw0+dWS8dFjx6WRP1JSKg=")]
    [InlineData("a plain text of words", "v1,fZpPA7eriA2LinNvQakIE5RXJ/2GF2u5TvziJ9islPs=")]
    public void A_signature_is_that_of_the_specification(string secret, string signature) =>
        Assert.Equal(signature, WebhookSignature.Of(new Secret(secret), "msg_1", 1674087231, """{"type":"alert.test"}"""u8));
}
