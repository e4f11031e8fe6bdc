using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>Checks id tokens: signature, issuer, audience, times, authorized party and nonce.</summary>
internal sealed class IdTokenCheck(OidcConfig config, OidcProvider provider)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // No symmetric ones: who knows the client secret is not the provider. And never "none".
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>The claims of a good token; else why it is not.</summary>
    public async Task<(JsonElement? Claims, string? Problem)> CheckAsync(string token, string nonce, CancellationToken cancellationToken)
    {
        var result = await ValidateAsync(token, await provider.DocumentAsync(cancellationToken));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // Keys change.
            result = await ValidateAsync(token, await provider.DocumentAsync(cancellationToken, renews: true));
        }

        if (!result.IsValid)
        {
            return (null, Words(result.Exception));
        }

        using var document = JsonDocument.Parse(Base64UrlEncoder.Decode(((JsonWebToken)result.SecurityToken).EncodedPayload));
        var claims = document.RootElement.Clone();
        return !Matches(claims, "nonce", nonce) ? (null, "The id token was made for another sign-in (nonce).")
            : claims.TryGetProperty("azp", out _) && !Matches(claims, "azp", config.ClientId) ? (null, "The id token was made for another program (azp).")
            : (claims, null);
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration document) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = document.Issuer,
            ValidAudience = config.ClientId,
            IssuerSigningKeys = document.SigningKeys,
            ValidAlgorithms = Algorithms,
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        });

    private static bool Matches(JsonElement claims, string name, string wanted) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.String
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claim.GetString()!), Encoding.UTF8.GetBytes(wanted));

    private static string Words(Exception exception) => exception switch
    {
        SecurityTokenExpiredException => "The id token has expired; the clocks of the two may differ.",
        SecurityTokenNotYetValidException => "The id token is not valid yet; the clocks of the two may differ.",
        SecurityTokenInvalidAudienceException => "The id token was made for another program (aud).",
        SecurityTokenInvalidIssuerException => "The id token is of another issuer (iss).",
        SecurityTokenInvalidAlgorithmException => "The id token is signed in a way that is not accepted.",
        SecurityTokenNoExpirationException => "The id token has no end.",
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "The id token's signature is not the provider's.",
        _ => "The id token can't be read.",
    };
}
