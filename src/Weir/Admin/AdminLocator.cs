using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Admin;

/// <summary>Decides whom a command talks to: the gateway that was named, one that runs on the data folder, or the data folder itself.</summary>
internal sealed class AdminLocator(CliContext context)
{
    private const string AdminKey = "WEIR_ADMIN_KEY";

    public async Task<IGatewayAdmin> LocateAsync(CliSettings settings, CancellationToken cancellationToken)
    {
        var running = await RunningGateway.ReadAsync(settings.DataFolder, cancellationToken);
        if (settings.Url is { } url)
        {
            // The note's token goes to the gateway that wrote it, to no other.
            var own = running is not null && SameOrigin(url, running.Url) ? running.Token : null;
            return await NamedAsync(url, context.Variable(AdminKey) ?? own, cancellationToken);
        }

        if (running is not null && Uri.TryCreate(running.Url, UriKind.Absolute, out var found))
        {
            var http = new GatewayHttp(context.Http(), found, running.Token);
            if (await http.IsAliveAsync(cancellationToken))
            {
                return new HttpAdmin(http);
            }

            // The note of a gateway that was killed.
            http.Dispose();
        }

        return await context.LocalAdmin(settings, cancellationToken);
    }

    private async Task<IGatewayAdmin> NamedAsync(Uri url, string? token, CancellationToken cancellationToken)
    {
        var http = new GatewayHttp(context.Http(), url, token);
        try
        {
            if (!await http.IsAliveAsync(cancellationToken))
            {
                throw http.NotReachable("nothing answers there", null);
            }

            return token is null
                ? throw new CliException(ExitCodes.SignInNeeded, $"The gateway at {url} wants an admin key.", $"Put one into {AdminKey}.")
                : new HttpAdmin(http);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    private static bool SameOrigin(Uri url, string other) =>
        Uri.TryCreate(other, UriKind.Absolute, out var second) && Uri.Compare(url, second, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
