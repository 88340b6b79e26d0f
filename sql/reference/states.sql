-- The states and territories: their codes, and whether OPPS pays the hospitals there.
-- grain: one row per state or territory
-- key: state
-- source: FIPS 5-2; SSA state codes, which are the wage areas of counties outside metropolitan areas.
--   no_opps_reason: SSA 1814(b)(3), 42 CFR 419.20(b): hospitals of Maryland and those outside the
--   states, the District of Columbia and Puerto Rico are not paid under OPPS.
select
    state,
    state_name,
    state_fips,
    rural_area,
    case state
        when 'MD'
            then 'Maryland''s hospitals are not paid under OPPS: the state sets their rates (42 CFR 419.20(b))'
        when 'VI' then 'hospitals of the Virgin Islands are not paid under OPPS (42 CFR 419.20(b))'
        when 'GU' then 'hospitals of Guam are not paid under OPPS (42 CFR 419.20(b))'
        when 'AS' then 'hospitals of American Samoa are not paid under OPPS (42 CFR 419.20(b))'
        when 'MP'
            then 'hospitals of the Northern Mariana Islands are not paid under OPPS (42 CFR 419.20(b))'
    end as no_opps_reason
from (
    values
    ('AL', 'Alabama', '01', '01'),
    ('AK', 'Alaska', '02', '02'),
    ('AZ', 'Arizona', '04', '03'),
    ('AR', 'Arkansas', '05', '04'),
    ('CA', 'California', '06', '05'),
    ('CO', 'Colorado', '08', '06'),
    ('CT', 'Connecticut', '09', '07'),
    ('DE', 'Delaware', '10', '08'),
    ('DC', 'District of Columbia', '11', '09'),
    ('FL', 'Florida', '12', '10'),
    ('GA', 'Georgia', '13', '11'),
    ('HI', 'Hawaii', '15', '12'),
    ('ID', 'Idaho', '16', '13'),
    ('IL', 'Illinois', '17', '14'),
    ('IN', 'Indiana', '18', '15'),
    ('IA', 'Iowa', '19', '16'),
    ('KS', 'Kansas', '20', '17'),
    ('KY', 'Kentucky', '21', '18'),
    ('LA', 'Louisiana', '22', '19'),
    ('ME', 'Maine', '23', '20'),
    ('MD', 'Maryland', '24', '21'),
    ('MA', 'Massachusetts', '25', '22'),
    ('MI', 'Michigan', '26', '23'),
    ('MN', 'Minnesota', '27', '24'),
    ('MS', 'Mississippi', '28', '25'),
    ('MO', 'Missouri', '29', '26'),
    ('MT', 'Montana', '30', '27'),
    ('NE', 'Nebraska', '31', '28'),
    ('NV', 'Nevada', '32', '29'),
    ('NH', 'New Hampshire', '33', '30'),
    ('NJ', 'New Jersey', '34', '31'),
    ('NM', 'New Mexico', '35', '32'),
    ('NY', 'New York', '36', '33'),
    ('NC', 'North Carolina', '37', '34'),
    ('ND', 'North Dakota', '38', '35'),
    ('OH', 'Ohio', '39', '36'),
    ('OK', 'Oklahoma', '40', '37'),
    ('OR', 'Oregon', '41', '38'),
    ('PA', 'Pennsylvania', '42', '39'),
    ('PR', 'Puerto Rico', '72', '40'),
    ('RI', 'Rhode Island', '44', '41'),
    ('SC', 'South Carolina', '45', '42'),
    ('SD', 'South Dakota', '46', '43'),
    ('TN', 'Tennessee', '47', '44'),
    ('TX', 'Texas', '48', '45'),
    ('UT', 'Utah', '49', '46'),
    ('VT', 'Vermont', '50', '47'),
    ('VI', 'Virgin Islands', '78', '48'),
    ('VA', 'Virginia', '51', '49'),
    ('WA', 'Washington', '53', '50'),
    ('WV', 'West Virginia', '54', '51'),
    ('WI', 'Wisconsin', '55', '52'),
    ('WY', 'Wyoming', '56', '53'),
    ('AS', 'American Samoa', '60', '64'),
    ('GU', 'Guam', '66', '65'),
    ('MP', 'Northern Mariana Islands', '69', '66')
) as states (state, state_name, state_fips, rural_area)
