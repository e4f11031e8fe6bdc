using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;

namespace Weir.Commands.Users;

internal sealed class UsersAddCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "As a sign-in tells it, mostly the mail address; keys of that name become his." };
    private readonly UserOptions _about = new();

    public UsersAddCommand(CliContext context, GlobalOptions options)
        : base(context, options, "add", "Add a user, who can then sign in to the console and have keys.")
    {
        Add(_name);
        _about.AddTo(this);
        Examples = ["weir users add ada@example.org", "weir users add ada@example.org --role manager --team research"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var order = new UserOrder { Name = run.Value(_name), Role = run.Value(_about.Role), Team = run.Value(_about.Team), Email = run.Value(_about.Email) };
        var admin = await run.AdminAsync(cancellationToken);
        var user = await admin.CreateUserAsync(order, cancellationToken);
        return run.Show(user, AdminJson.Default.UserEntry, terminal =>
        {
            terminal.Line(UserOptions.Words(user));
            terminal.Note($"A key for him: weir keys create NAME --user {user.Name}");
        });
    }
}
