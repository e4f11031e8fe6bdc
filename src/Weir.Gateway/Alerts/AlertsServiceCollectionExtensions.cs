using Microsoft.Extensions.DependencyInjection;

namespace Weir.Gateway.Alerts;

/// <summary>Puts the alerts together.</summary>
internal static class AlertsServiceCollectionExtensions
{
    /// <summary>What raises and sends them, in a gateway.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<AlertDesk>()
        .AddHostedService(static provider => provider.GetRequiredService<AlertDesk>())
        .AddSingleton<AlertSender>()
        .AddHostedService(static provider => provider.GetRequiredService<AlertSender>())
        .AddSingleton<AlertWatch>()
        .AddHostedService(static provider => provider.GetRequiredService<AlertWatch>());

    /// <summary>The ways to people; a command tries them without a gateway, too.</summary>
    public static IServiceCollection AddAlertChannels(this IServiceCollection services) => services.AddSingleton<WebhookSender>().AddSingleton<AlertChannels>();
}
