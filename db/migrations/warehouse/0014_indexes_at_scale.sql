-- Indexes as the questions turned out to need them in a warehouse of a million articles.

-- The period before the province: one year of all provinces is one stretch of the index.
DROP INDEX points_by_indicator;
CREATE INDEX points_by_indicator ON series_points (
    indicator, role, place_level, period, province_code, province_valid_from
);
-- The whole series of a place within the province: its newest period is the last entry of a stretch.
DROP INDEX points_by_province;
CREATE INDEX points_by_province ON series_points (
    province_code, place_level, place, indicator, role, unit, breakdown, period_end, province_valid_from
);
CREATE INDEX unread_pages_by_time ON unread_pages (last_at, capture_id);
