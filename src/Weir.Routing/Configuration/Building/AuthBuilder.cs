using Weir.Credentials;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

/// <summary>The <c>auth</c> block of a connection.</summary>
internal static class AuthBuilder
{
    public static AuthSettings Build(ConfigBlock block, LoadContext context)
    {
        var standard = AuthSettings.None;
        return new AuthSettings
        {
            Flow = block.Text("flow"),
            ClientId = block.Text("client_id"),
            Profile = block.Text("profile"),
            Region = block.Text("region"),
            RoleArn = block.Text("role_arn"),
            CredentialsFile = block.Text("credentials_file") is { } credentials ? context.Absolute(credentials) : null,
            Tenant = block.Text("tenant"),
            Scope = block.Text("scope"),
            Command = block.Texts("command") ?? [],
            LoginCommand = block.Texts("login_command") ?? [],
            TokenFile = block.Text("token_file") is { } file ? context.Absolute(file) : null,
            TokenPointer = block.Text("token_pointer"),
            ExpiresPointer = block.Text("expires_pointer"),
            Timeout = block.Duration("timeout") ?? standard.Timeout,
            Lifetime = block.Duration("lifetime") ?? standard.Lifetime,
        };
    }
}
