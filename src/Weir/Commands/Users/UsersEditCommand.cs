using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.People;
using Weir.Invocation;

namespace Weir.Commands.Users;

internal sealed class UsersEditCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The user." };
    private readonly UserOptions _about = new();
    private readonly Option<bool> _enable = new("--enable") { Description = "His keys work again, and he can sign in." };
    private readonly Option<bool> _disable = new("--disable") { Description = "Refuse his keys and sign him out everywhere, until he is enabled." };

    public UsersEditCommand(CliContext context, GlobalOptions options)
        : base(context, options, "edit", "Change a user's role, team or mail address, or disable him.")
    {
        Add(_name);
        _about.AddTo(this);
        Add(_enable);
        Add(_disable);
        Examples = ["weir users edit ada@example.org --role admin", "weir users edit ada@example.org --disable"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (enable, disable) = (run.Value(_enable), run.Value(_disable));
        var edit = new UserEdit { Role = run.Value(_about.Role), Team = run.Value(_about.Team), Email = run.Value(_about.Email), Enabled = enable ? true : disable ? false : null };
        if (enable && disable)
        {
            throw new CliException(ExitCodes.WrongUsage, "--enable and --disable contradict each other.", "Give one of them.");
        }

        if (edit == new UserEdit())
        {
            throw new CliException(ExitCodes.WrongUsage, "Nothing to change was given.", "Give --role, --team, --email, --enable or --disable.");
        }

        var admin = await run.AdminAsync(cancellationToken);
        var user = await admin.EditUserAsync(run.Value(_name), edit, cancellationToken);
        return run.Show(user, AdminJson.Default.UserEntry, terminal => terminal.Line(UserOptions.Words(user)));
    }
}
