using System.CommandLine;
using System.CommandLine.Help;
using Weir.Commands.Alerts;
using Weir.Commands.Audit;
using Weir.Commands.Auth;
using Weir.Commands.Browser;
using Weir.Commands.Budgets;
using Weir.Commands.Catalog;
using Weir.Commands.Chains;
using Weir.Commands.Chat;
using Weir.Commands.Config;
using Weir.Commands.Doctor;
using Weir.Commands.Estimate;
using Weir.Commands.Explain;
using Weir.Commands.Init;
using Weir.Commands.Keys;
using Weir.Commands.Models;
using Weir.Commands.Providers;
using Weir.Commands.Quota;
using Weir.Commands.Reconcile;
using Weir.Commands.Requests;
using Weir.Commands.Serve;
using Weir.Commands.Sessions;
using Weir.Commands.Status;
using Weir.Commands.Teams;
using Weir.Commands.Usage;
using Weir.Commands.Users;
using Weir.Commands.Version;
using Weir.Invocation;

namespace Weir.Commands;

/// <summary>All commands. Making them touches nothing but memory.</summary>
internal static class CommandTree
{
    /// <summary>A fresh tree for one command line: showing help changes it.</summary>
    public static Command Create(CliContext context)
    {
        var options = new GlobalOptions();

        // Bare `weir` serves: a newcomer's first command works.
        var root = new ServeCommand(context, options, "weir", "An LLM gateway: every provider behind one address, with keys, routing and a ledger. Without a command: serve.")
        {
            new ServeCommand(context, options, "serve", "Run the gateway until it is stopped."),
            new InitCommand(context, options),
            new DoctorCommand(context, options),
            new StatusCommand(context, options),
            // Bare `weir providers` tells how they fare.
            new ProvidersStatusCommand(context, options, "providers", "What requests can be sent through. Without a command: status.", "provider")
            {
                new ProvidersStatusCommand(context, options, "status", "Tell how each connection fares: use, errors, limits, cost today."),
                new ProvidersListCommand(context, options),
                new ProvidersFoundCommand(context, options),
                new ProvidersShowCommand(context, options),
                new ProvidersTestCommand(context, options),
                new ProvidersAddCommand(context, options),
                new ProvidersRemoveCommand(context, options),
                new ProvidersSwitchCommand(context, options, "enable", "Switch a connection on again.", enabled: true),
                new ProvidersSwitchCommand(context, options, "disable", "Switch a connection off until it is enabled.", enabled: false),
            },
            new NounCommand(
                "auth",
                "Signing in to providers.",
                new AuthLoginCommand(context, options),
                new AuthStatusCommand(context, options),
                new AuthRefreshCommand(context, options),
                new AuthTokenCommand(context, options),
                new AuthLogoutCommand(context, options),
                new AuthImportCommand(context, options),
                new AuthMoveCommand(context, options),
                new AuthRotateCommand(context, options)),
            new NounCommand(
                "models",
                "What clients may ask for, and what they get.",
                new ModelsListCommand(context, options),
                new ModelsShowCommand(context, options),
                new ModelsCompareCommand(context, options),
                new ModelsRecommendCommand(context, options),
                new ModelsCurrentCommand(context, options),
                new ModelsSwitchCommand(context, options),
                new ModelsResetCommand(context, options),
                new ModelsTestCommand(context, options))
            { Aliases = { "model" }, HiddenAliases = ["model"] },
            new NounCommand(
                "chains",
                "Named lists of targets to go through until one answers.",
                new ChainsListCommand(context, options),
                new ChainsShowCommand(context, options),
                new ChainsSetCommand(context, options),
                new ChainsMoveCommand(context, options),
                new ChainsRemoveCommand(context, options),
                new ChainsTryCommand(context, options))
            { Aliases = { "chain" }, HiddenAliases = ["chain"] },
            new NounCommand(
                "keys",
                "Keys that clients present to the gateway.",
                new KeysCreateCommand(context, options),
                new KeysListCommand(context, options),
                new KeysShowCommand(context, options),
                new KeysRotateCommand(context, options),
                new KeysRevokeCommand(context, options))
            { Aliases = { "key" }, HiddenAliases = ["key"] },
            new NounCommand(
                "users",
                "Who has keys, and who may sign in to the console.",
                new UsersListCommand(context, options),
                new UsersAddCommand(context, options),
                new UsersEditCommand(context, options),
                new UsersRemoveCommand(context, options))
            { Aliases = { "user" }, HiddenAliases = ["user"] },
            new NounCommand(
                "teams",
                "Users who share a budget.",
                new TeamsListCommand(context, options),
                new TeamsAddCommand(context, options),
                new TeamsRemoveCommand(context, options))
            { Aliases = { "team" }, HiddenAliases = ["team"] },
            new NounCommand(
                "sessions",
                "Test sessions: a provider's key for a while.",
                new SessionsCreateCommand(context, options),
                new SessionsListCommand(context, options),
                new SessionsTestCommand(context, options),
                new SessionsEndCommand(context, options))
            { Aliases = { "session" }, HiddenAliases = ["session"] },
            new NounCommand(
                "budgets",
                "How much may be spent on what.",
                new BudgetsListCommand(context, options),
                new BudgetsSetCommand(context, options),
                new BudgetsRemoveCommand(context, options),
                new BudgetsDoctorCommand(context, options),
                new BudgetsSettleCommand(context, options))
            { Aliases = { "budget" }, HiddenAliases = ["budget"] },
            new NounCommand(
                "alerts",
                "What people were told of.",
                new AlertsListCommand(context, options),
                new AlertsAckCommand(context, options),
                new AlertsTestCommand(context, options))
            { Aliases = { "alert" }, HiddenAliases = ["alert"] },
            new NounCommand(
                "audit",
                "Who changed what, and the proof of it.",
                new AuditListCommand(context, options),
                new AuditVerifyCommand(context, options),
                new AuditExportCommand(context, options)),
            new ChatCommand(context, options),
            new EstimateCommand(context, options),
            new NounCommand(
                "console",
                "The console in the browser.",
                new ConsoleOpenCommand(context, options)),
            new UsageCommand(context, options) { new ReconcileCommand(context, options) },
            new ReconcileCommand(context, options),
            new QuotaCommand(context, options),
            new NounCommand(
                "requests",
                "What was asked, one by one.",
                new RequestsListCommand(context, options),
                new RequestsHistogramCommand(context, options),
                new RequestShowCommand(context, options))
            { Aliases = { "request" }, HiddenAliases = ["request"] },
            new ExplainCommand(context, options),
            new NounCommand(
                "catalog",
                "Providers and models as data.",
                new CatalogInfoCommand(context, options),
                new CatalogSyncCommand(context, options),
                new CatalogDiffCommand(context, options))
            { Aliases = { "catalogue" }, HiddenAliases = ["catalogue"] },
            new NounCommand(
                "config",
                "weir.yaml.",
                new ConfigValidateCommand(context, options),
                new ConfigShowCommand(context, options),
                new ConfigDiffCommand(context, options),
                new ConfigTestCommand(context, options),
                new ConfigSchemaCommand(context, options),
                new ConfigMigrateCommand(context, options)),
            new VersionCommand(context, options),
        };
        foreach (var option in options.All)
        {
            root.Add(option);
        }

        root.Add(new HelpOption { Action = new HelpWithExamples() });
        root.Add(new VersionOption());
        return root;
    }
}
