using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Weir.Admin;
using Weir.Gateway.Admin;
using Weir.Terminal;

namespace Weir.Invocation;

/// <summary>One run of one command.</summary>
internal sealed class CommandRun(CliContext context, CliSettings settings, ParseResult parse) : IAsyncDisposable
{
    private IGatewayAdmin? _admin;

    public CliContext Context => context;

    public CliSettings Settings => settings;

    public ITerminal Terminal => context.Terminal;

    public T? Value<T>(Option<T> option) => parse.GetValue(option);

    public T Value<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    public T? Optional<T>(Argument<T> argument) => parse.GetValue(argument);

    /// <summary>A path as the user sees it, made absolute.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, context.WorkingFolder);

    /// <summary>The gateway that runs, or the data folder.</summary>
    public async Task<IGatewayAdmin> AdminAsync(CancellationToken cancellationToken) =>
        _admin ??= await new AdminLocator(context).LocateAsync(settings, cancellationToken);

    /// <summary>The same for a configuration file that is not the one in use: where no gateway runs, its secret store is the one that the file names.</summary>
    public async Task<IGatewayAdmin> AdminAsync(string configFile, CancellationToken cancellationToken) =>
        _admin ??= await new AdminLocator(context).LocateAsync(settings with { ConfigFile = configFile }, cancellationToken);

    /// <summary>The data folder under this command's weir.yaml, whether or not a gateway runs on it.</summary>
    public async Task<IGatewayAdmin> LocalAdminAsync(CancellationToken cancellationToken) => _admin ??= await context.LocalAdmin(settings, cancellationToken);

    /// <summary>Shows a value: as JSON when asked for, else as the command words it.</summary>
    public int Show<T>(T value, JsonTypeInfo<T> type, Action<ITerminal> inWords)
    {
        if (settings.Json)
        {
            Terminal.Json(value, type);
        }
        else
        {
            inWords(Terminal);
        }

        return ExitCodes.Ok;
    }

    /// <summary>Asks before something is done that can't be undone.</summary>
    /// <param name="question">Ends in a question mark.</param>
    /// <param name="yes">The user said yes beforehand.</param>
    /// <param name="flag">The flag that says so.</param>
    /// <exception cref="CliException">Nobody can be asked, or the answer was no.</exception>
    public void Confirm(string question, bool yes, string flag = "--yes")
    {
        if (yes)
        {
            return;
        }

        if (settings.NoInput || !Terminal.IsInteractive)
        {
            throw new CliException(ExitCodes.WrongUsage, $"This asks: {question} Nobody is here to answer.", $"Say {flag} to go on.");
        }

        if (!Terminal.Confirm(question))
        {
            throw new CliException(ExitCodes.Failed, "Nothing was done.", null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_admin is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            (_admin as IDisposable)?.Dispose();
        }
    }
}
