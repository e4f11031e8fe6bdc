using Weir.Credentials.Methods;

namespace Weir.Credentials.Commands;

/// <summary>Plan-based sign-ins through the vendor's own program: a token command or file of the connection, else what the vendor's program leaves.</summary>
internal sealed class CommandMethodKind(ICredentialVault vault, TimeProvider time) : IAuthMethodKind
{
    public string Name => "command";

    public AuthChoice Create(AuthOrder order)
    {
        var settings = order.Settings;
        var placement = order.Provider.KeyPlacement;
        if (settings.Command.Count > 0)
        {
            return Of(TokenSource.OfCommand(settings), placement);
        }

        if (settings.TokenFile is { } file)
        {
            return Of(TokenSource.OfFile(file, settings.TokenPointer, settings.ExpiresPointer, settings.Lifetime), placement);
        }

        if (vault.Find(order.Connection) is { Method: "command", Access: { } kept })
        {
            return new AuthChoice(new ApiKeyMethod(kept, placement, vault.Source, Name));
        }

        if (VendorTool.Find(order.Provider.Id) is not { } tool)
        {
            const string Missing = "no token command: set auth.command or auth.token_file in its block.";
            return new AuthChoice(new UnavailableMethod(Name, Missing), $"\"{order.Connection}\" has {Missing}");
        }

        if (order.Environment(tool.Variable) is { Length: > 0 } token)
        {
            return new AuthChoice(new ApiKeyMethod(new Secret(token.Trim()), placement, $"{tool.Variable} (environment)", Name));
        }

        if (tool.TokenFile is { } left && Home(order) is { } home && Path.Combine(home, left) is var path && File.Exists(path))
        {
            return Of(TokenSource.OfFile(path, tool.TokenPointer, tool.ExpiresPointer, settings.Lifetime), placement);
        }

        var how = $"no sign-in of {tool.Name}: run `weir auth login {order.Connection} --method command`, which starts `{string.Join(' ', tool.LoginCommand)}`.";
        return new AuthChoice(new UnavailableMethod(Name, how), $"\"{order.Connection}\" has {how}");
    }

    private AuthChoice Of(TokenSource source, string placement) => new(new CommandMethod(source, placement, time));

    private static string? Home(AuthOrder order) => (order.Environment("HOME") ?? order.Environment("USERPROFILE")) is { Length: > 0 } home ? home : null;
}
