using Weir.Catalog;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth.Kit;

/// <summary>Flows against the stand-in server.</summary>
internal static class Flows
{
    public static SignInFlow Device(AuthorizationServer server) => new()
    {
        Name = "device",
        Label = "Acme",
        Grant = "device-code",
        ClientId = server.Rules.ClientId,
        ClientSecret = server.Rules.ClientSecret,
        BasicClientAuth = server.Rules.WantsBasic,
        JsonBody = server.Rules.WantsJson,
        TokenMember = server.Rules.TokenMember,
        DeviceUrl = server.Url("/device"),
        TokenUrl = server.Url("/token"),
        Scopes = ["a", "b"],
    };

    public static SignInFlow Code(AuthorizationServer server) => Device(server) with
    {
        Name = "browser",
        Grant = "authorization-code",
        DeviceUrl = null,
        AuthorizeUrl = server.Url("/authorize"),
        RedirectUrl = "http://127.0.0.1:0/callback",
    };

    public static SignInFlow Implicit(AuthorizationServer server) => Code(server) with { Grant = "implicit", TokenUrl = null };

    public static SignInFlow OpenAi(AuthorizationServer server) => Code(server) with
    {
        Name = "device",
        Grant = "openai-device",
        AuthorizeUrl = server.Url("/codex/device"),
        DeviceUrl = server.Url("/api/accounts/deviceauth/usercode"),
        RedirectUrl = server.Rules.Redirects[0],
    };
}
