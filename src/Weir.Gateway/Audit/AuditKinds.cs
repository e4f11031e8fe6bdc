namespace Weir.Gateway.Audit;

/// <summary>What can happen. The words are part of the log for ever: never change one, only add.</summary>
internal static class AuditKinds
{
    public const string CredentialAdded = "credential_added";
    public const string CredentialUpdated = "credential_updated";
    public const string CredentialRemoved = "credential_removed";
    public const string StoreChanged = "secret_store_changed";
    public const string ConnectionAdded = "connection_added";
    public const string ConnectionUpdated = "connection_updated";
    public const string ConnectionEnabled = "connection_enabled";
    public const string ConnectionDisabled = "connection_disabled";
    public const string ConnectionRemoved = "connection_removed";
    public const string ModelChanged = "model_changed";
    public const string ModelReset = "model_reset";
    public const string ChainSet = "chain_set";
    public const string ChainRemoved = "chain_removed";
    public const string BudgetSet = "budget_set";
    public const string BudgetRemoved = "budget_removed";
    public const string LimitSet = "limit_set";
    public const string LimitRemoved = "limit_removed";
    public const string RunCapSet = "run_cap_set";
    public const string RunCapRemoved = "run_cap_removed";
    public const string HoldSettled = "hold_settled";
    public const string Fallback = "fallback";
    public const string KeyCreated = "key_created";
    public const string KeyRotated = "key_rotated";
    public const string KeyRevoked = "key_revoked";
    public const string KeyRefused = "admin_key_refused";
    public const string UserAdded = "user_added";
    public const string UserUpdated = "user_updated";
    public const string UserRemoved = "user_removed";
    public const string TeamAdded = "team_added";
    public const string TeamRemoved = "team_removed";
    public const string ConsoleLink = "console_link_created";
    public const string ConsoleSignIn = "console_sign_in";
    public const string ConsoleSignInRefused = "console_sign_in_refused";
    public const string ConsoleSignOut = "console_sign_out";
    public const string ProviderSignIn = "provider_sign_in_started";
    public const string ProviderSignInCancelled = "provider_sign_in_cancelled";
    public const string ConfigLoaded = "config_loaded";
    public const string ConfigRefused = "config_refused";
    public const string SessionCreated = "test_session_created";
    public const string SessionEnded = "test_session_ended";
    public const string AlertAcknowledged = "alert_acknowledged";
    public const string Lost = "audit_rows_lost";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CredentialAdded, CredentialUpdated, CredentialRemoved, StoreChanged, ConnectionAdded, ConnectionUpdated, ConnectionEnabled, ConnectionDisabled, ConnectionRemoved,
        ModelChanged, ModelReset, ChainSet, ChainRemoved, BudgetSet, BudgetRemoved, LimitSet, LimitRemoved, RunCapSet, RunCapRemoved, HoldSettled, Fallback, KeyCreated, KeyRotated, KeyRevoked, KeyRefused, UserAdded, UserUpdated, UserRemoved, TeamAdded, TeamRemoved, ConsoleLink, ConsoleSignIn, ConsoleSignInRefused, ConsoleSignOut,
        ProviderSignIn, ProviderSignInCancelled, ConfigLoaded, ConfigRefused, SessionCreated, SessionEnded, AlertAcknowledged, Lost,
    ];
}
