using Weir.Catalog;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>An OAuth sign-in of a provider: one block of <c>sign_in</c>.</summary>
internal static class FlowBuilder
{
    /// <summary>The flow; null when a key it needs is missing (then there is a problem).</summary>
    public static SignInFlow? Build(ConfigBlock block) =>
        block.Text("grant") is not { } grant || block.Text("client_id") is not { } client ? null : new SignInFlow
        {
            Name = block.Text("name") ?? (grant == "device-code" ? "device" : "browser"),
            Label = block.Text("label") ?? "Sign in",
            Grant = grant,
            ClientId = client,
            AuthorizeUrl = block.Text("authorize_url"),
            TokenUrl = block.Text("token_url"),
            DeviceUrl = block.Text("device_url"),
            RedirectUrl = block.Text("redirect_url"),
            Scopes = block.Texts("scopes") ?? [],
            BaseUrl = block.Text("base_url"),
        };
}
