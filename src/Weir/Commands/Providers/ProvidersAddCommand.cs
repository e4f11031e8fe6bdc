using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Providers;

internal sealed class ProvidersAddCommand : CliCommand
{
    private readonly Argument<string> _type = new("TYPE") { Description = "A provider of the catalogue." };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the connection; the provider's id when left out.", HelpName = "NAME" };
    private readonly Option<string?> _method = new("--method") { Description = "How it signs in; by whichever credential there is when left out.", HelpName = "METHOD" };
    private readonly Option<string?> _baseUrl = new("--base-url") { Description = "Address to send requests to instead of the provider's.", HelpName = "URL" };
    private readonly Option<string[]> _set = new("--set") { Description = "Value of a variable in the provider's address: NAME=VALUE.", HelpName = "NAME=VALUE" };
    private readonly Option<bool> _stdin = new("--key-stdin") { Description = "Read its key from standard input." };

    public ProvidersAddCommand(CliContext context, GlobalOptions options)
        : base(context, options, "add", "Add a connection to a provider.")
    {
        Add(_type);
        Add(_name);
        Add(_method);
        Add(_baseUrl);
        Add(_set);
        Add(_stdin);
        Aliases.Add("new");
        HiddenAliases = ["new"];
        Examples = ["weir providers add openai --name work --key-stdin < key.txt", "weir providers add ollama --base-url http://192.168.1.9:11434/v1", "weir providers add azure --set AZURE_RESOURCE_NAME=acme --key-stdin < key.txt"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_name) ?? run.Value(_type);
        var variables = Pairs.Read(run.Value(_set) ?? [], "--set");
        var address = Pairs.Address(run.Value(_baseUrl));
        var admin = await run.AdminAsync(cancellationToken);
        if (run.Value(_stdin))
        {
            await admin.StartSignInAsync(
                new SignInRequest
                {
                    Provider = run.Value(_type),
                    Connection = name,
                    Method = run.Value(_method) ?? "api",
                    Fields = variables,
                    BaseUrl = address,
                    Key = await run.Terminal.ReadInputAsync(cancellationToken),
                },
                cancellationToken);
        }
        else
        {
            await admin.SaveConnectionAsync(
                new ConnectionOrder { Name = name, Provider = run.Value(_type), AuthMethod = run.Value(_method), BaseUrl = address, Variables = variables }, cancellationToken);
        }

        var test = await admin.TestConnectionAsync(name, cancellationToken);
        run.Show(test, AdminJson.Default.ConnectionTest, terminal =>
        {
            terminal.Line($"{name}: added.");
            terminal.Line(test.Ok ? $"Tested: {test.Message} {Amounts.Milliseconds(test.DurationMs)}" : $"Tested, and it failed ({test.ErrorKind}): {test.Message}");
            if (test.Action is { } action)
            {
                terminal.Line(action);
            }
        });
        return test.Ok ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
