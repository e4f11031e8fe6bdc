using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>An OpenID Connect provider on loopback: discovery, keys, codes with PKCE, id tokens with real RSA signatures. It lies when told to.</summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "weir-console";
    public const string ClientSecret = "a secret: with ütf-8";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (IQueryCollection Query, JsonObject Claims)> _codes = new();
    private RSA _key = RSA.Create(2048);
    private string _keyId = "first";

    private IdentityProvider(WebApplication app) => _app = app;

    public Uri Issuer { get; private set; } = new("http://127.0.0.1");

    /// <summary>Claims of whoever signs in next, beside the usual ones.</summary>
    public JsonObject Person { get; set; } = new() { ["email"] = "ada@example.org", ["email_verified"] = true };

    /// <summary>What is wrong with the next id tokens.</summary>
    public Action<JsonObject>? Lie { get; set; }

    /// <summary>Signs the next id tokens with a key that nobody knows of.</summary>
    public bool SignsWithAnotherKey { get; set; }

    /// <summary>The algorithm that tokens claim; RS256 signs in truth.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>What a client did that it must not.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var provider = new IdentityProvider(app);
        app.Run(provider.ServeAsync);
        await app.StartAsync();
        provider.Issuer = new Uri(app.Urls.First());
        return provider;
    }

    /// <summary>Signs with another key from now on, which the keys' address tells.</summary>
    public void ChangeKey() => (_key, _keyId) = (RSA.Create(2048), "second");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private string Address => Issuer.GetLeftPart(UriPartial.Authority);

    private async Task ServeAsync(HttpContext http)
    {
        switch (http.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                await AnswerAsync(http, new JsonObject
                {
                    ["issuer"] = Address,
                    ["authorization_endpoint"] = Address + "/authorize",
                    ["token_endpoint"] = Address + "/token",
                    ["jwks_uri"] = Address + "/keys",
                    ["response_types_supported"] = new JsonArray("code"),
                    ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
                });
                break;
            case "/keys":
                var parameters = _key.ExportParameters(false);
                await AnswerAsync(http, new JsonObject
                {
                    ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = _keyId, ["n"] = Base64Url.EncodeToString(parameters.Modulus), ["e"] = Base64Url.EncodeToString(parameters.Exponent) }),
                });
                break;
            case "/authorize":
                Authorize(http);
                break;
            case "/token":
                await TokenAsync(http);
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    private void Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["nonce"].ToString().Length < 32 || !query["scope"].ToString().Split(' ').Contains("openid"))
        {
            Complaints.Enqueue("authorize: " + http.Request.QueryString);
        }

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query, (JsonObject)Person.DeepClone());
        http.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(ClientSecret).Replace("%20", "+", StringComparison.Ordinal)}"));
        if (http.Request.Headers.Authorization != expected || !_codes.TryRemove(form["code"].ToString(), out var issued)
            || form["redirect_uri"] != issued.Query["redirect_uri"]
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != issued.Query["code_challenge"])
        {
            Complaints.Enqueue("token: client, code, redirect address or proof key is wrong");
            http.Response.StatusCode = 400;
            await AnswerAsync(http, new JsonObject { ["error"] = "invalid_grant" });
            return;
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = issued.Claims;
        claims["iss"] = Address;
        claims["aud"] = ClientId;
        claims["sub"] = "1";
        claims["iat"] = now;
        claims["exp"] = now + 300;
        claims["nonce"] = issued.Query["nonce"].ToString();
        Lie?.Invoke(claims);
        await AnswerAsync(http, new JsonObject { ["access_token"] = "not-used", ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = Sign(claims) });
    }

    private string Sign(JsonObject claims)
    {
        var signed = Encode(new JsonObject { ["alg"] = Algorithm, ["typ"] = "JWT", ["kid"] = _keyId }) + "." + Encode(claims);
        using var other = RSA.Create(2048);
        var signature = (SignsWithAnotherKey ? other : _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signed + "." + (Algorithm == "none" ? "" : Base64Url.EncodeToString(signature));
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static Task AnswerAsync(HttpContext http, JsonObject json)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json.ToJsonString(), http.RequestAborted);
    }
}
