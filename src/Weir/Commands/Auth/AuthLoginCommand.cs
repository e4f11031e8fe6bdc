using System.CommandLine;
using Weir.Credentials.Discovery;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Auth;

internal sealed class AuthLoginCommand : CliCommand
{
    private readonly Argument<string> _provider = new("PROVIDER") { Description = "A provider of the catalogue, a connection, or the address of a host that announces its providers." };
    private readonly Option<string?> _method = new("--method") { Description = "How: api, oauth, aws, gcp, azure, command. Asked for when left out.", HelpName = "METHOD" };
    private readonly Option<string?> _flow = new("--flow") { Description = "Which of several sign-ins of method oauth: browser, device.", HelpName = "FLOW" };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the connection; the provider's id when left out.", HelpName = "CONNECTION" };
    private readonly Option<string[]> _fields = new("--field") { Description = "An answer to what the sign-in asks: NAME=VALUE.", HelpName = "NAME=VALUE" };
    private readonly Option<bool> _stdin = new("--key-stdin") { Description = "Read the key from standard input." };
    private readonly Option<string?> _baseUrl = new("--base-url") { Description = "Address to send requests to instead of the provider's.", HelpName = "URL" };
    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "Don't open a browser; show the address." };

    private readonly Option<bool> _yes = new("--yes") { Description = "Run a host's command without asking." };

    public AuthLoginCommand(CliContext context, GlobalOptions options)
        : base(context, options, "login", "Sign in to a provider and keep the credential in the secret store.")
    {
        Add(_provider);
        Add(_method);
        Add(_flow);
        Add(_name);
        Add(_fields);
        Add(_stdin);
        Add(_baseUrl);
        Add(_noBrowser);
        Add(_yes);
        Examples = ["weir auth login openai", "weir auth login github-copilot", "weir auth login openai --name work --key-stdin < key.txt", "weir auth login amazon-bedrock --method aws", "weir auth login https://llm.example.com"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var name = run.Value(_provider);
        if (DiscoveryLogin.IsSite(name))
        {
            return await DiscoverAsync(run, admin, name, cancellationToken);
        }

        var offer = await admin.SignInOfferAsync(name, cancellationToken);
        var dialogue = new SignInDialogue(run, offer);
        var method = dialogue.Choose(run.Value(_method), run.Value(_flow), run.Value(_stdin));
        var request = new SignInRequest
        {
            Provider = name,
            Connection = run.Value(_name) ?? name,
            Method = method.Method,
            Flow = method.Flow,
            Fields = dialogue.Answers(method, run.Value(_fields) ?? []),
            Key = method.TakesKey ? await KeyAsync(run, dialogue, method, cancellationToken) : null,
            BaseUrl = Pairs.Address(run.Value(_baseUrl)),
            Browser = run.Settings.Url is null or { IsLoopback: true },
        };
        var signIn = await admin.StartSignInAsync(request, cancellationToken);
        if (signIn.State == "waiting")
        {
            signIn = await new SignInWait(run, admin, opensBrowser: !run.Value(_noBrowser)).UntilDoneAsync(signIn, cancellationToken);
        }

        if (signIn.State != "done")
        {
            throw new CliException(ExitCodes.SignInNeeded, signIn.Message ?? "The sign-in failed.", signIn.Action);
        }

        var test = await admin.TestConnectionAsync(signIn.Connection, cancellationToken);
        run.Show(signIn, AdminJson.Default.SignInEntry, terminal =>
        {
            terminal.Line($"{signIn.Connection}: {signIn.Message}");
            terminal.Line(test.Ok ? $"Tested: {test.Message}" : $"Tested, and it failed ({test.ErrorKind}): {test.Message}");
        });
        return test.Ok ? ExitCodes.Ok : throw new CliException(test.ErrorKind == "invalid_credentials" ? ExitCodes.SignInNeeded : ExitCodes.Failed, $"The credential is kept, but \"{signIn.Connection}\" did not answer well: {test.Message}", test.Action);
    }

    private async Task<int> DiscoverAsync(CommandRun run, IGatewayAdmin admin, string address, CancellationToken cancellationToken)
    {
        var connections = await new DiscoveryLogin(run, admin).RunAsync(address, run.Value(_name), run.Value(_yes), cancellationToken);
        var tests = new List<ConnectionTest>();
        foreach (var connection in connections)
        {
            tests.Add(await admin.TestConnectionAsync(connection.Name, cancellationToken));
        }

        run.Show(connections, AdminJson.Default.IReadOnlyListConnectionEntry, terminal =>
        {
            foreach (var (connection, test) in connections.Zip(tests))
            {
                terminal.Line($"{connection.Name}: signed in by {WellKnownClient.SiteOf(address)}, {connection.Models} models.");
                terminal.Line(test.Ok ? $"Tested: {test.Message}" : $"Tested, and it failed ({test.ErrorKind}): {test.Message}");
            }
        });
        return tests.TrueForAll(static test => test.Ok) ? ExitCodes.Ok : throw new CliException(ExitCodes.Failed, "The token is kept, but not every connection answered well.", "`weir providers test` tries again.");
    }

    private async Task<string> KeyAsync(CommandRun run, SignInDialogue dialogue, SignInMethod method, CancellationToken cancellationToken) => run.Value(_stdin)
        ? await run.Terminal.ReadInputAsync(cancellationToken)
        : dialogue.Key(method);
}
