using System.Text.Json.Serialization;
using Weir.Gateway.Admin.Alerts;
using Weir.Gateway.Admin.Audit;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Chains;
using Weir.Gateway.Admin.Credentials;
using Weir.Gateway.Admin.Events;
using Weir.Gateway.Admin.Found;
using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.People;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Recommendations;
using Weir.Gateway.Admin.Reconciling;
using Weir.Gateway.Admin.Requests;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Admin.Settings;
using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin;

/// <summary>How the admin API and the command line write: camelCase, null members included, so that a shape never depends on the data.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ProviderEntry>))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionEntry>))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionStatus>))]
[JsonSerializable(typeof(ProviderDetail))]
[JsonSerializable(typeof(ConnectionTest))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionTest>))]
[JsonSerializable(typeof(IReadOnlyList<ModelEntry>))]
[JsonSerializable(typeof(IReadOnlyList<KeyEntry>))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(KeyOrder))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(UsageReport))]
[JsonSerializable(typeof(UsageOverTime))]
[JsonSerializable(typeof(UsageProjection))]
[JsonSerializable(typeof(IAsyncEnumerable<RequestEntry>))]
[JsonSerializable(typeof(IReadOnlyList<RequestEntry>))]
[JsonSerializable(typeof(RequestTrace))]
[JsonSerializable(typeof(RequestTimes))]
[JsonSerializable(typeof(GatewayStatus))]
[JsonSerializable(typeof(IReadOnlyList<QuotaEntry>))]
[JsonSerializable(typeof(IReadOnlyList<ConfigNote>))]
[JsonSerializable(typeof(IReadOnlyList<FoundEntry>))]
[JsonSerializable(typeof(AuthReport))]
[JsonSerializable(typeof(CredentialEntry))]
[JsonSerializable(typeof(SignInOffer))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignInPaste))]
[JsonSerializable(typeof(SignInEntry))]
[JsonSerializable(typeof(KeyToKeep))]
[JsonSerializable(typeof(KeptKey))]
[JsonSerializable(typeof(DiscoveredSignIn))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(StoreChange))]
[JsonSerializable(typeof(StoreReport))]
[JsonSerializable(typeof(StoreProbe))]
[JsonSerializable(typeof(ConnectionOrder))]
[JsonSerializable(typeof(ConnectionSwitch))]
[JsonSerializable(typeof(IReadOnlyList<OverrideEntry>))]
[JsonSerializable(typeof(OverrideOrder))]
[JsonSerializable(typeof(OverrideChange))]
[JsonSerializable(typeof(IReadOnlyList<SessionEntry>))]
[JsonSerializable(typeof(SessionOrder))]
[JsonSerializable(typeof(CreatedSession))]
[JsonSerializable(typeof(SessionTest))]
[JsonSerializable(typeof(RouteQuestion))]
[JsonSerializable(typeof(RoutePreview))]
[JsonSerializable(typeof(ConfigDiff))]
[JsonSerializable(typeof(IReadOnlyList<BudgetEntry>))]
[JsonSerializable(typeof(BudgetOrder))]
[JsonSerializable(typeof(BudgetQuestion))]
[JsonSerializable(typeof(BudgetTrial))]
[JsonSerializable(typeof(IReadOnlyList<LimitEntry>))]
[JsonSerializable(typeof(LimitOrder))]
[JsonSerializable(typeof(IReadOnlyList<RunCapEntry>))]
[JsonSerializable(typeof(RunCapOrder))]
[JsonSerializable(typeof(BudgetCheckup))]
[JsonSerializable(typeof(HoldVerdict))]
[JsonSerializable(typeof(CostEstimate))]
[JsonSerializable(typeof(ReconcileOrder))]
[JsonSerializable(typeof(ReconcileReport))]
[JsonSerializable(typeof(Recommendation))]
[JsonSerializable(typeof(RecommendationQuestion))]
[JsonSerializable(typeof(IReadOnlyList<UserEntry>))]
[JsonSerializable(typeof(UserOrder))]
[JsonSerializable(typeof(UserEdit))]
[JsonSerializable(typeof(UserRemoval))]
[JsonSerializable(typeof(IReadOnlyList<TeamEntry>))]
[JsonSerializable(typeof(TeamOrder))]
[JsonSerializable(typeof(IReadOnlyList<AuditEntry>))]
[JsonSerializable(typeof(AuditCheck))]
[JsonSerializable(typeof(IReadOnlyList<AlertEntry>))]
[JsonSerializable(typeof(IReadOnlyList<AlertTrial>))]
[JsonSerializable(typeof(IReadOnlyList<ChainEntry>))]
[JsonSerializable(typeof(ChainOrder))]
[JsonSerializable(typeof(SettingsReport))]
[JsonSerializable(typeof(ReloadReport))]
[JsonSerializable(typeof(DiagnosticsReport))]
[JsonSerializable(typeof(ConsoleSession))]
[JsonSerializable(typeof(SignOnOffer))]
[JsonSerializable(typeof(ConsoleSignIn))]
[JsonSerializable(typeof(ConsoleLink))]
[JsonSerializable(typeof(GatewayPulse))]
[JsonSerializable(typeof(ConfigurationLoaded))]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(RunningGateway))]
public sealed partial class AdminJson : JsonSerializerContext;
