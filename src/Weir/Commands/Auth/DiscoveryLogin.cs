using System.Text.Json;
using Weir.Credentials;
using Weir.Credentials.Discovery;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Routing.Announced;

namespace Weir.Commands.Auth;

/// <summary>
/// Signs in to a host that announces its providers. Its command runs here, on the machine of the person who is asked, never in the gateway.
/// </summary>
internal sealed class DiscoveryLogin(CommandRun run, IGatewayAdmin admin)
{
    /// <summary>Whether the argument of a log-in names a host rather than a provider.</summary>
    public static bool IsSite(string argument) => argument.Contains("://", StringComparison.Ordinal);

    /// <summary>Fetches what the host announces, has its command run after asking, and adds the connections.</summary>
    /// <param name="address">As a person types it.</param>
    /// <param name="name">Name of the connection, or what stands before the names of several; null = as announced.</param>
    /// <param name="yes">The person said yes beforehand.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<IReadOnlyList<ConnectionEntry>> RunAsync(string address, string? name, bool yes, CancellationToken cancellationToken) => InWordsAsync(() =>
        RunAsync(WellKnownClient.SiteOf(address), document =>
        {
            Ask(document, $"{document.Site} asks to run this program on this machine:", yes);
            return announced => Names(announced, name);
        }, cancellationToken));

    /// <summary>Has the command run again that a person agreed to at log-in; asks when the host announces another by now.</summary>
    public Task<IReadOnlyList<ConnectionEntry>> RenewAsync(CredentialEntry credential, WellKnownFacts known, bool yes, CancellationToken cancellationToken) => InWordsAsync(() =>
        RunAsync(known.Site, document =>
        {
            if (!document.Command.SequenceEqual(known.Command, StringComparer.Ordinal))
            {
                Ask(document, $"{document.Site} announces another program than the one you agreed to (`{string.Join(' ', known.Command)}`):", yes);
            }

            return announced => Known(announced, credential);
        }, cancellationToken));

    private async Task<IReadOnlyList<ConnectionEntry>> RunAsync(
        string site,
        Func<WellKnownDocument, Func<IReadOnlyList<AnnouncedProvider>, IReadOnlyList<(string Name, AnnouncedProvider Provider)>>> agree,
        CancellationToken cancellationToken)
    {
        using var handler = run.Context.Http();
        if (handler is SocketsHttpHandler sockets)
        {
            sockets.AllowAutoRedirect = false;
        }

        var client = new WellKnownClient(handler);
        var document = await client.FetchAsync(site, cancellationToken);
        var choose = agree(document);
        var token = await AnnouncedCommand.RunAsync(document.Command, run.Terminal.Note, cancellationToken);
        var remote = await client.FetchRemoteAsync(document, token, cancellationToken);
        var catalog = (await admin.ListProvidersAsync(cancellationToken)).Select(static provider => provider.Id).ToHashSet(StringComparer.Ordinal);
        var announced = AnnouncedProviders.Read(document.Config, remote, document.Variable, catalog.Contains);
        foreach (var left in announced.Where(static provider => provider.LeftOut is not null))
        {
            run.Terminal.Note($"Left out: {left.Id}. {left.LeftOut}");
        }

        var usable = announced.Where(static provider => provider.LeftOut is null).ToList();
        var chosen = usable.Count > 0 ? choose(usable) : throw new CliException(ExitCodes.Failed, $"{site} announces no provider that Weir can use.", "Tell whoever runs that host.");
        return await admin.KeepDiscoveredAsync(
            new DiscoveredSignIn { Site = site, Command = document.Command, Token = token.Reveal(), Connections = [.. chosen.Select(static one => Of(one.Name, one.Provider))] },
            cancellationToken);
    }

    private void Ask(WellKnownDocument document, string what, bool yes)
    {
        run.Terminal.Note(what);
        foreach (var part in document.Command)
        {
            run.Terminal.Note($"    {part}");
        }

        run.Terminal.Note($"It runs without a shell; what it prints is kept as the token ({document.Variable}).");
        run.Confirm("Run it?", yes);
    }

    private static List<(string, AnnouncedProvider)> Names(IReadOnlyList<AnnouncedProvider> announced, string? name) =>
        [.. announced.Select(provider => (name is null ? provider.Id : announced.Count == 1 ? name : $"{name}-{provider.Id}", provider))];

    /// <summary>The connection that is renewed. What else is announced has its own token; it is renewed by its own name.</summary>
    private static List<(string, AnnouncedProvider)> Known(IReadOnlyList<AnnouncedProvider> announced, CredentialEntry credential)
    {
        var same = announced.FirstOrDefault(provider => provider.Id == credential.Connection)
            ?? announced.FirstOrDefault(provider => credential.Connection.EndsWith("-" + provider.Id, StringComparison.Ordinal))
            ?? (announced.Count == 1 ? announced[0] : null);
        return same is not null
            ? [(credential.Connection, same)]
            : throw new CliException(ExitCodes.Failed, $"\"{credential.Connection}\" is not announced any more.", $"Remove it (weir providers remove {credential.Connection}), and sign in again.");
    }

    private static DiscoveredConnection Of(string name, AnnouncedProvider provider)
    {
        using var settings = JsonDocument.Parse(provider.Settings);
        return new DiscoveredConnection
        {
            Name = name,
            Provider = provider.Provider,
            BaseUrl = provider.BaseUrl,
            Settings = settings.RootElement.Clone(),
            Placement = provider.Placement,
            Headers = provider.TokenHeaders,
        };
    }

    private static async Task<T> InWordsAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (CredentialException exception)
        {
            throw new CliException(ExitCodes.Failed, exception.Message, exception.Action);
        }
    }
}
